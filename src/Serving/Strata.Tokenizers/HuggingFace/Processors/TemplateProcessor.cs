namespace Strata.Tokenizers.HuggingFace.Processors;

/// <summary>Places texts and special tokens as a template says.</summary>
internal sealed class TemplateProcessor(IReadOnlyList<TemplatePiece> single, IReadOnlyList<TemplatePiece> pair) : IPostProcessor
{
    /// <summary>The template for one text.</summary>
    public IReadOnlyList<TemplatePiece> Single => single;

    public List<List<EncodedToken>> Process(List<List<EncodedToken>> texts, bool addSpecial)
    {
        var placed = new List<List<EncodedToken>>();
        foreach (var piece in texts.Count > 1 ? pair : single)
        {
            if (piece.Sequence >= 0 && piece.Sequence < texts.Count)
            {
                placed.Add(texts[piece.Sequence].ConvertAll(t => t with { TypeId = piece.TypeId }));
            }
            else if (piece.Sequence < 0 && addSpecial)
            {
                placed.Add([.. piece.Tokens.Select(t => EncodedToken.Special(t.Id, t.Text, piece.TypeId))]);
            }
        }

        return placed;
    }
}
