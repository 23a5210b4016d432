using System.Globalization;

namespace Strata.Guard;

/// <summary>
/// The tokens of one request and what they stand for: the same value gets the same token. Lives as long as the request, is used by
/// one thread at a time, and is never written anywhere. <see cref="Restore()"/> begins turning an answer back.
/// </summary>
public sealed class GuardTokens
{
    /// <summary>The longest token: two angle brackets, a detector's name, an underscore and a number.</summary>
    public const int TokenMax = 64;

    private readonly Dictionary<(string Detector, string Value), string> tokens = [];
    private readonly Dictionary<string, string> values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> counts = new(StringComparer.Ordinal);

    /// <summary>How many values have a token.</summary>
    public int Count => values.Count;

    /// <summary>The token of a value, made where it has none.</summary>
    public string TokenOf(string detector, string value)
    {
        if (!tokens.TryGetValue((detector, value), out var token))
        {
            var number = counts.GetValueOrDefault(detector) + 1;
            counts[detector] = number;
            token = string.Create(CultureInfo.InvariantCulture, $"<{detector}_{number}>");
            tokens[(detector, value)] = token;
            values[token] = value;
        }

        return token;
    }

    /// <summary>What a token stands for; null for text that is none of ours.</summary>
    public string? ValueOf(ReadOnlySpan<char> token) =>
        values.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(token, out var value) ? value : null;

    /// <summary>Begins turning one text back, whole or in pieces.</summary>
    public GuardRestorer Restore() => new(this);

    /// <summary>Turns one whole text back.</summary>
    public string Restore(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (Count == 0 || !text.Contains('<', StringComparison.Ordinal))
        {
            return text;
        }

        var restored = new System.Buffers.ArrayBufferWriter<char>(text.Length + 64);
        var restorer = Restore();
        restorer.Push(text, restored);
        restorer.Complete(restored);
        return restored.WrittenSpan.ToString();
    }
}
