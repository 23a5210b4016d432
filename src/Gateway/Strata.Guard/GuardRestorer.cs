using System.Buffers;

namespace Strata.Guard;

/// <summary>
/// Turns the tokens of a request back into their values in an answer that may be cut anywhere. Held back is at most a token's
/// beginning (<see cref="GuardTokens.TokenMax"/> units), and only while it could still become one.
/// </summary>
public sealed class GuardRestorer
{
    private readonly GuardTokens tokens;
    private readonly char[] held = new char[GuardTokens.TokenMax];
    private int length;

    internal GuardRestorer(GuardTokens tokens) => this.tokens = tokens;

    /// <summary>Takes the next piece; writes what can go on.</summary>
    public void Push(ReadOnlySpan<char> text, IBufferWriter<char> restored)
    {
        ArgumentNullException.ThrowIfNull(restored);
        while (!text.IsEmpty)
        {
            if (length == 0)
            {
                var open = tokens.Count == 0 ? -1 : text.IndexOf('<');
                restored.Write(open < 0 ? text : text[..open]);
                text = open < 0 ? [] : text[open..];
            }

            while (!text.IsEmpty && (length == 0 || CanGoOn(text[0])))
            {
                var c = text[0];
                held[length++] = c;
                text = text[1..];
                if (c == '>')
                {
                    restored.Write(tokens.ValueOf(held.AsSpan(0, length)) is { } value ? value : held.AsSpan(0, length));
                    length = 0;
                    break;
                }
            }

            if (length > 0 && !text.IsEmpty)
            {
                Complete(restored);
            }
        }
    }

    /// <summary>Nothing more comes: writes what was held back.</summary>
    public void Complete(IBufferWriter<char> restored)
    {
        ArgumentNullException.ThrowIfNull(restored);
        restored.Write(held.AsSpan(0, length));
        length = 0;
    }

    /// <summary>Detectors' names are of capitals, digits, underscores; names of sets may hold small letters, hyphens and colons.</summary>
    private bool CanGoOn(char c) => length < held.Length && (c is '>' or '_' or '-' or ':' or '.' || char.IsAsciiLetterOrDigit(c));
}
