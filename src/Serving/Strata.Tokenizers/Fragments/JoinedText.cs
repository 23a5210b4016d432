using System.Text;

namespace Strata.Tokenizers.Fragments;

/// <summary>Segments as one well-formed text, and which stretches of it may hold control tokens.</summary>
internal sealed class JoinedText
{
    private readonly List<(int Start, int End)> trusted = [];

    private JoinedText(string text) => Text = text;

    public string Text { get; }

    /// <summary>Whether all of it may hold control tokens.</summary>
    public bool IsTrusted => TrustedEnd(0) >= Text.Length;

    /// <summary>Whether any stretch may hold control tokens.</summary>
    public bool HasTrusted => trusted.Count > 0;

    public static JoinedText From(IReadOnlyList<TextSegment> segments)
    {
        var joined = new JoinedText(segments.Count == 1
            ? WellFormed(segments[0].Text)
            : string.Concat(segments.Select(s => WellFormed(s.Text))));
        var start = 0;
        foreach (var segment in segments)
        {
            var end = start + segment.Text.Length;
            if (segment.ParseSpecial && joined.trusted.Count > 0 && joined.trusted[^1].End == start)
            {
                joined.trusted[^1] = (joined.trusted[^1].Start, end);
            }
            else if (segment.ParseSpecial)
            {
                joined.trusted.Add((start, end));
            }

            start = end;
        }

        return joined;
    }

    /// <summary>End of the trusted stretch around <paramref name="index"/>, or <paramref name="index"/> where it is not trusted.</summary>
    public int TrustedEnd(int index)
    {
        var low = 0;
        var high = trusted.Count - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var (start, end) = trusted[middle];
            if (index < start)
            {
                high = middle - 1;
            }
            else if (index >= end)
            {
                low = middle + 1;
            }
            else
            {
                return end;
            }
        }

        return index;
    }

    /// <summary>The text with lone surrogates replaced by U+FFFD; its length does not change.</summary>
    public static string WellFormed(string text)
    {
        var at = text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF');
        if (at < 0)
        {
            return text;
        }

        var builder = new StringBuilder(text);
        for (; at < text.Length; at++)
        {
            if (char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]))
            {
                at++;
            }
            else if (char.IsSurrogate(text[at]))
            {
                builder[at] = '\uFFFD';
            }
        }

        return builder.ToString();
    }
}
