namespace Strata.Tokenizers.HuggingFace.Processors;

/// <summary>
/// BERT's and RoBERTa's frames: [CLS] first [SEP] second [SEP], or &lt;s&gt; first &lt;/s&gt;&lt;/s&gt; second &lt;/s&gt; where every type is 0.
/// </summary>
internal sealed class FrameProcessor((string Text, int Id) opening, (string Text, int Id) separator, FrameProcessor.Style style) : IPostProcessor
{
    public List<List<EncodedToken>> Process(List<List<EncodedToken>> texts, bool addSpecial)
    {
        if (style.TrimOffsets)
        {
            texts.ForEach(tokens => OffsetTrim.Apply(tokens, style.AddPrefixSpace));
        }

        if (style.Roberta)
        {
            texts = [.. texts.Select(tokens => tokens.ConvertAll(t => t with { TypeId = 0 }))];
        }

        return addSpecial ? [.. texts.Select(Frame)] : texts;
    }

    private List<EncodedToken> Frame(List<EncodedToken> tokens, int index)
    {
        var type = style.Roberta ? 0 : Math.Min(index, 1);
        var framed = new List<EncodedToken>(tokens.Count + 2);
        if (index == 0)
        {
            framed.Add(EncodedToken.Special(opening.Id, opening.Text, type));
        }
        else if (style.Roberta)
        {
            framed.Add(EncodedToken.Special(separator.Id, separator.Text, type));
        }

        framed.AddRange(tokens);
        framed.Add(EncodedToken.Special(separator.Id, separator.Text, type));
        return framed;
    }

    /// <summary>Which of the two frames, and whether offsets lose their blanks.</summary>
    internal sealed record Style(bool Roberta, bool TrimOffsets, bool AddPrefixSpace);
}
