namespace Strata.Ledger.Storage;

/// <summary>
/// Times as bounds of row ids. An id is <c>req_</c> and a ULID, made as the request arrives; its first ten characters are the milliseconds.
/// The primary key therefore serves for ranges of time too. Bounds leave a minute's room between id and arrival.
/// </summary>
internal static class RowIds
{
    public const long SlackMs = 60_000;
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    /// <summary>A text at or below every id of a time, and above every id before it.</summary>
    public static string Bound(long unixMs) => string.Create(14, Math.Clamp(unixMs, 0, (1L << 48) - 1), static (text, ms) =>
    {
        "req_".CopyTo(text);
        for (var i = 13; i >= 4; i--)
        {
            text[i] = Alphabet[(int)(ms & 31)];
            ms >>= 5;
        }
    });
}
