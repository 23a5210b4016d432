using System.Text;
using Strata.Tokenizers.Unicode;

namespace Strata.Tokenizers.HuggingFace.Alignment;

/// <summary>
/// A piece of text on its way through normalisers and pre-tokenizers, and for each UTF-16 unit of it the stretch of the
/// original it stands for. As long as nothing was changed there is no map; where nobody wants offsets there is never one.
/// </summary>
internal sealed class AlignedText
{
    private readonly bool tracked;
    private (int Start, int End)[]? map;

    public AlignedText(string original, bool tracked)
        : this(original, null, (0, original.Length), tracked)
    {
    }

    private AlignedText(string text, (int Start, int End)[]? map, (int Start, int End) origin, bool tracked)
    {
        Text = text;
        this.map = map;
        Origin = origin;
        this.tracked = tracked;
    }

    /// <summary>The text as it stands now.</summary>
    public string Text { get; private set; }

    /// <summary>The stretch of the original it came from.</summary>
    public (int Start, int End) Origin { get; }

    /// <summary>The stretch of the original that a range of the text stands for.</summary>
    public (int Start, int End) OriginalOf(int start, int end) => start >= end ? Origin : (At(start).Start, At(end - 1).End);

    public AlignedText Slice(int start, int end) =>
        start == 0 && end == Text.Length && map is null
            ? this
            : new AlignedText(Text[start..end], map?[start..end], OriginalOf(start, end), tracked);

    /// <summary>Replaces the text when each unit stands where one stood.</summary>
    public void Substitute(string sameLength) => Text = sameLength;

    /// <summary>Keeps the code points that pass.</summary>
    public void Filter(Func<int, bool> keep)
    {
        var text = new StringBuilder(Text.Length);
        var kept = tracked ? new List<(int, int)>(Text.Length) : null;
        for (var at = 0; at < Text.Length;)
        {
            Rune.DecodeFromUtf16(Text.AsSpan(at), out var rune, out var length);
            if (keep(rune.Value))
            {
                text.Append(Text, at, length);
                for (var i = 0; i < length && kept is not null; i++)
                {
                    kept.Add(At(at + i));
                }
            }

            at += length;
        }

        Accept(text, kept);
    }

    /// <summary>Writes the text anew; see <see cref="ChangedPoint"/> for what a change says.</summary>
    public void Transform(List<ChangedPoint> points)
    {
        var text = new StringBuilder(points.Count);
        var aligned = tracked ? new List<(int, int)>(points.Count) : null;
        var at = 0;
        foreach (var (point, change) in points)
        {
            if (aligned is not null)
            {
                var place = change > 0 ? (at < 1 ? (Origin.Start, Origin.Start) : At(at - 1)) : At(Math.Min(at, Text.Length - 1));
                aligned.Add(place);
                if (point >= 0x10000)
                {
                    aligned.Add(place);
                }

                for (var consumed = change > 0 ? 0 : 1 - change; consumed > 0 && at < Text.Length; consumed--)
                {
                    at += char.IsHighSurrogate(Text[at]) ? 2 : 1;
                }
            }

            Append(text, point);
        }

        Accept(text, aligned);
    }

    /// <summary>Puts text in front; it stands for what the first character stands for.</summary>
    public void Prepend(string prefix)
    {
        if (Text.Length == 0)
        {
            return;
        }

        if (tracked)
        {
            var first = At(0);
            map = [.. Enumerable.Repeat(first, prefix.Length), .. Enumerable.Range(0, Text.Length).Select(At)];
        }

        Text = prefix + Text;
    }

    /// <summary>Replaces ranges by a text, each unit of which stands for the last character that went.</summary>
    public void Replace(IReadOnlyList<(int Start, int End)> ranges, string content)
    {
        if (ranges.Count == 0)
        {
            return;
        }

        var text = new StringBuilder(Text.Length);
        var aligned = tracked ? new List<(int, int)>(Text.Length) : null;
        var from = 0;
        foreach (var (start, end) in ranges)
        {
            Copy(from, start, text, aligned);
            text.Append(content);
            aligned?.AddRange(Enumerable.Repeat(At(end - 1), content.Length));
            from = end;
        }

        Copy(from, Text.Length, text, aligned);
        Accept(text, aligned);
    }

    private (int Start, int End) At(int unit)
    {
        if (map is not null)
        {
            return map[unit];
        }

        var start = char.IsLowSurrogate(Text[unit]) && unit > 0 ? unit - 1 : unit;
        var end = char.IsHighSurrogate(Text[unit]) ? unit + 2 : unit + 1;
        return (Origin.Start + start, Origin.Start + end);
    }

    private void Copy(int start, int end, StringBuilder text, List<(int, int)>? aligned)
    {
        text.Append(Text, start, end - start);
        for (var i = start; i < end && aligned is not null; i++)
        {
            aligned.Add(At(i));
        }
    }

    private void Accept(StringBuilder text, List<(int, int)>? aligned)
    {
        Text = text.ToString();
        map = aligned?.ToArray();
    }

    private static void Append(StringBuilder text, int point)
    {
        if (point < 0x10000)
        {
            text.Append((char)point);
        }
        else
        {
            text.Append(char.ConvertFromUtf32(point));
        }
    }
}
