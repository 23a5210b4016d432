using System.Text;
using Strata.Templates.Text;

namespace Strata.Templates.Values;

/// <summary>
/// A text that knows which of its characters came from the template and which from outside (the <em>marks</em>).
/// Marks are kept as the positions where trust flips, so the common case, one origin, costs one bit.
/// Positions are UTF-16 units; what Python counts in code points is converted by <see cref="CodePoints"/>.
/// </summary>
internal sealed class TextValue : Value
{
    public static readonly TextValue Empty = new("", true);

    private readonly bool head;
    private readonly int[]? flips;

    public TextValue(string text, bool trusted, bool isMarkup = false)
        : this(text, trusted, null, isMarkup)
    {
    }

    public TextValue(string text, bool head, int[]? flips, bool isMarkup)
    {
        Text = text;
        this.head = head;
        this.flips = flips;
        IsMarkup = isMarkup;
    }

    public string Text { get; }

    /// <summary>Whether it is HTML already: adding plain text to it escapes that text.</summary>
    public bool IsMarkup { get; }

    public override string TypeName => IsMarkup ? "Markup" : "str";

    public override bool IsTruthy => Text.Length > 0;

    public override bool IsIterable => true;

    public override bool HoldsForeignText => flips is not null || (!head && Text.Length > 0);

    public override int? Length => CodePoints.Count(Text);

    public static TextValue Foreign(string text) => text.Length == 0 ? Empty : new TextValue(text, false);

    public static TextValue Template(string text) => text.Length == 0 ? Empty : new TextValue(text, true);

    /// <summary>The part from a UTF-16 position, with its marks.</summary>
    public TextValue Part(int start, int length)
    {
        if (length == Text.Length)
        {
            return this;
        }

        if (flips is null || length == 0)
        {
            return new TextValue(Text.Substring(start, length), head, null, IsMarkup);
        }

        var (trusted, inside) = (head, new List<int>());
        foreach (var flip in flips)
        {
            if (flip <= start)
            {
                trusted = !trusted;
            }
            else if (flip < start + length)
            {
                inside.Add(flip - start);
            }
        }

        return new TextValue(Text.Substring(start, length), trusted, inside.Count == 0 ? null : [.. inside], IsMarkup);
    }

    /// <summary>This text, then another; the hot path of templates, so without a builder.</summary>
    public TextValue Then(TextValue next)
    {
        var tail = head == ((flips?.Length ?? 0) % 2 == 0);
        var isBorder = next.head != tail;
        var count = (flips?.Length ?? 0) + (isBorder ? 1 : 0) + (next.flips?.Length ?? 0);
        var joined = count == 0 ? null : new int[count];
        if (joined is not null)
        {
            flips?.CopyTo(joined, 0);
            var at = flips?.Length ?? 0;
            if (isBorder)
            {
                joined[at++] = Text.Length;
            }

            foreach (var flip in next.flips ?? [])
            {
                joined[at++] = flip + Text.Length;
            }
        }

        return new TextValue(Text + next.Text, head, joined, IsMarkup);
    }

    /// <summary>The runs of one origin, in order.</summary>
    public IEnumerable<TextRun> Runs()
    {
        var (start, trusted) = (0, head);
        foreach (var flip in flips ?? [])
        {
            yield return new TextRun(start, flip - start, trusted);
            (start, trusted) = (flip, !trusted);
        }

        if (start < Text.Length)
        {
            yield return new TextRun(start, Text.Length - start, trusted);
        }
    }

    /// <summary>Whether all of it has one origin, and which: the way around <see cref="Runs"/> for most texts.</summary>
    public bool IsUniform(out bool trusted)
    {
        trusted = head;
        return flips is null;
    }

    public TextValue AsMarkup(bool isMarkup) => isMarkup == IsMarkup ? this : new TextValue(Text, head, flips, isMarkup);

    public override TextValue ToText(Budget budget) => this;

    public override IEnumerable<Value> Iterate()
    {
        for (var i = 0; i < Text.Length;)
        {
            var width = CodePoints.Width(Text, i);
            yield return Part(i, width);
            i += width;
        }
    }

    public override void AppendRepr(StringBuilder text, int depth)
    {
        if (IsMarkup)
        {
            text.Append("Markup(");
        }

        TextRepr.Append(text, Text);
        if (IsMarkup)
        {
            text.Append(')');
        }
    }
}
