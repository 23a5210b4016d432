namespace Strata.Dialects.Json;

/// <summary>Raw JSON in one line, as framings that end at a line break need it.</summary>
internal static class OneLine
{
    /// <summary>The value; the same bytes where they have no line break.</summary>
    public static ReadOnlyMemory<byte> Of(ReadOnlyMemory<byte> json)
    {
        if (json.Span.IndexOfAny((byte)'\n', (byte)'\r') < 0)
        {
            return json;
        }

        // Inside a string a line break is escaped: those that stand here are space between tokens.
        var line = json.ToArray();
        line.AsSpan().Replace((byte)'\n', (byte)' ');
        line.AsSpan().Replace((byte)'\r', (byte)' ');
        return line;
    }
}
