namespace Strata.Ledger.Storage;

/// <summary>
/// Texts as a database can hold them. What callers and providers chose may hold a zero character, which PostgreSQL takes in no text:
/// it is replaced, or one such row would hold up all that follow it.
/// </summary>
internal static class StoredText
{
    public static string Of(string text) => text.Replace('\0', '\uFFFD');

    /// <summary>A text among others in one column: it cannot hold what parts them.</summary>
    public static string OfLabel(string text) => Of(text).Replace('\n', ' ');
}
