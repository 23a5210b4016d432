namespace Strata.Guard.Keys;

/// <summary>Values that stand where a secret would: variables, masks, words that say so.</summary>
internal static class Placeholder
{
    private static readonly System.Buffers.SearchValues<string> Words = System.Buffers.SearchValues.Create(
        ["placeholder", "changeme", "change-me", "change_me", "redacted", "your-",
        "your_", "yourapi", "yourkey", "yourpass", "yoursecret", "yourtoken", "insert", "xxxxx", "*****",
        ".....", "dummy", "example", "replace", "000000", "<", "${", "{{", "process.env", "os.environ", "getenv", "secrets.", "undefined"],
        StringComparison.OrdinalIgnoreCase);

    public static bool Is(ReadOnlySpan<char> value) => value.Length == 0 || value[0] is '$' or '%' or '{' or '[' or '(' || value.IndexOfAny(Words) >= 0;
}
