namespace Strata.Dialects.Framing;

/// <summary>One JSON value a line (<c>application/x-ndjson</c>). Blank lines are messages without data.</summary>
public sealed class JsonLines : IFrameSplitter
{
    private JsonLines()
    {
    }

    /// <summary>The one instance; it has no state.</summary>
    public static JsonLines Instance { get; } = new();

    /// <inheritdoc/>
    public int Cut(ReadOnlySpan<byte> bytes, ref int scanned)
    {
        var at = bytes[scanned..].IndexOf((byte)'\n');
        if (at < 0)
        {
            scanned = bytes.Length;
            return 0;
        }

        var length = scanned + at + 1;
        scanned = 0;
        return length;
    }

    /// <inheritdoc/>
    public Frame Open(ReadOnlySpan<byte> whole) => new(default, whole.Trim(" \t\r\n"u8));
}
