namespace Strata.Console.Sources;

/// <summary>The time in an id of ours: its first ten characters of Crockford's base 32 are 48 bits of milliseconds.</summary>
internal static class IdTime
{
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    /// <summary>When the id was made; null where it is none of ours.</summary>
    public static DateTimeOffset? Of(string id)
    {
        var value = id.AsSpan(id.IndexOf('_', StringComparison.Ordinal) + 1);
        if (value.Length != 26)
        {
            return null;
        }

        long milliseconds = 0;
        foreach (var digit in value[..10])
        {
            var bits = Alphabet.IndexOf(digit, StringComparison.Ordinal);
            if (bits < 0)
            {
                return null;
            }

            milliseconds = (milliseconds << 5) | (long)bits;
        }

        return milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds() - 86_400_000 ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;
    }
}
