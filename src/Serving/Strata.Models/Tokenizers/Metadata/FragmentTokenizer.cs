namespace Strata.Models.Tokenizers.Metadata;

/// <summary>
/// What all tokenizers from GGUF metadata share: special tokens are cut out first, leftmost and longest, and the text
/// between them is encoded fragment by fragment. User-defined tokens match anywhere, control tokens only in trusted text.
/// </summary>
internal abstract class FragmentTokenizer(Vocabulary vocabulary, SpecialTokens special, SpecialMatcher matcher)
    : Tokenizer(vocabulary, special)
{
    public sealed override int[] EncodeSegments(IReadOnlyList<TextSegment> segments, bool addSpecial)
    {
        var joined = JoinedText.From(segments);
        var ids = new List<int>(joined.Text.Length / 4);
        if (addSpecial)
        {
            Open(ids);
        }

        var text = joined.Text.AsSpan();
        var from = 0;
        var afterSpecial = true;
        while (matcher.TryNext(joined, from, out var match))
        {
            var before = match.StripLeft ? text[from..match.Start].TrimEnd() : text[from..match.Start];
            EncodeFragment(before, afterSpecial, ids);
            ids.Add(match.Id);
            from = match.StripRight ? text.Length - text[match.End..].TrimStart().Length : match.End;
            afterSpecial = true;
        }

        EncodeFragment(text[from..], afterSpecial, ids);
        if (addSpecial)
        {
            Close(ids);
        }

        return [.. ids];
    }

    /// <summary>Encodes text without special tokens, perhaps empty.</summary>
    /// <param name="text">The text, in well-formed UTF-16.</param>
    /// <param name="afterSpecial">Whether it starts the prompt or follows a special token.</param>
    /// <param name="ids">Takes the tokens.</param>
    protected abstract void EncodeFragment(ReadOnlySpan<char> text, bool afterSpecial, List<int> ids);

    protected virtual void Open(List<int> ids)
    {
        if (Special is { AddBos: true, Bos: { } bos })
        {
            ids.Add(bos);
        }
    }

    protected virtual void Close(List<int> ids)
    {
        if (Special is { AddEos: true, Eos: { } eos })
        {
            ids.Add(eos);
        }
    }
}
