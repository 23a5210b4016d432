using System.Text;

namespace Strata.Templates.Values;

/// <summary>Joins texts and keeps their marks; refuses to grow past the budget's limit.</summary>
internal sealed class TextBuilder(Budget budget)
{
    private readonly StringBuilder text = new();
    private List<int>? flips;
    private bool head = true;
    private bool tail = true;

    public int Length => text.Length;

    public TextBuilder Append(string piece, bool trusted) => Append(piece.AsSpan(), trusted);

    public TextBuilder Append(ReadOnlySpan<char> piece, bool trusted)
    {
        if (piece.IsEmpty)
        {
            return this;
        }

        budget.CheckLength((long)text.Length + piece.Length);
        budget.Scan(piece.Length);
        if (text.Length == 0)
        {
            head = tail = trusted;
        }
        else if (trusted != tail)
        {
            (flips ??= []).Add(text.Length);
            tail = trusted;
        }

        text.Append(piece);
        return this;
    }

    public TextBuilder Append(TextValue piece) => Append(piece, 0, piece.Text.Length);

    /// <summary>Appends a part of a text, by UTF-16 position.</summary>
    public TextBuilder Append(TextValue piece, int start, int length)
    {
        if (piece.IsUniform(out var trusted))
        {
            return Append(piece.Text.AsSpan(start, length), trusted);
        }

        var part = piece.Part(start, length);
        foreach (var run in part.Runs())
        {
            Append(part.Text.AsSpan(run.Start, run.Length), run.Trusted);
        }

        return this;
    }

    public TextValue ToText(bool isMarkup = false) => new(text.ToString(), head, flips?.ToArray(), isMarkup);
}
