namespace Strata.Tokenizers.Fragments;

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
        while (matcher.TryNext(joined, from, out var match))
        {
            var before = match.StripLeft ? text[from..match.Start].TrimEnd() : text[from..match.Start];
            EncodeNonEmpty(before, ids);
            ids.Add(match.Id);
            from = match.StripRight ? text.Length - text[match.End..].TrimStart().Length : match.End;
        }

        EncodeNonEmpty(text[from..], ids);
        if (addSpecial)
        {
            Close(ids);
        }

        return [.. ids];
    }

    public sealed override TextEncoding EncodePair(string first, string? second, EncodeOptions options)
    {
        var ids = new List<int>(Encode(first, options));
        var types = new List<int>(Enumerable.Repeat(0, ids.Count));
        if (second is not null)
        {
            ids.AddRange(Encode(second, options with { AddSpecial = false }));
            if (options.AddSpecial)
            {
                Close(ids);
            }

            types.AddRange(Enumerable.Repeat(1, ids.Count - types.Count));
        }

        return new TextEncoding([.. ids], [.. types], []);
    }

    /// <summary>Encodes text without special tokens: well-formed UTF-16, not empty, at the start or after a special token.</summary>
    protected abstract void EncodeFragment(ReadOnlySpan<char> text, List<int> ids);

    protected virtual void Open(List<int> ids)
    {
        if (Special is { AddBos: true, Bos: { } bos })
        {
            ids.Add(bos);
        }
    }

    private void EncodeNonEmpty(ReadOnlySpan<char> text, List<int> ids)
    {
        if (!text.IsEmpty)
        {
            EncodeFragment(text, ids);
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
