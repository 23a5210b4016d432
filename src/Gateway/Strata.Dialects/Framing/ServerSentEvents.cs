namespace Strata.Dialects.Framing;

/// <summary>Server-sent events (WHATWG HTML §9.2): fields a line, a blank line ends the event. Lines end in LF or CR LF; a lone CR, which no provider sends, is data.</summary>
public sealed class ServerSentEvents : IFrameSplitter
{
    private ServerSentEvents()
    {
    }

    /// <summary>The one instance; it has no state.</summary>
    public static ServerSentEvents Instance { get; } = new();

    /// <inheritdoc/>
    public int Cut(ReadOnlySpan<byte> bytes, ref int scanned)
    {
        var from = scanned;
        while (true)
        {
            var at = bytes[from..].IndexOf((byte)'\n');
            if (at < 0)
            {
                scanned = from; // the line that begins here is not complete
                return 0;
            }

            var line = bytes.Slice(from, at);
            from += at + 1;
            if (line.IsEmpty || line is [(byte)'\r'])
            {
                scanned = 0;
                return from;
            }
        }
    }

    /// <inheritdoc/>
    public Frame Open(ReadOnlySpan<byte> whole)
    {
        ReadOnlySpan<byte> data = default;
        ReadOnlySpan<byte> name = default;
        var lines = 0;
        while (!whole.IsEmpty)
        {
            var end = whole.IndexOf((byte)'\n');
            var line = end < 0 ? whole : whole[..end];
            whole = end < 0 ? default : whole[(end + 1)..];
            line = line is [.., (byte)'\r'] ? line[..^1] : line;
            if (line.StartsWith("data:"u8))
            {
                line = Value(line[5..]);
                data = lines++ == 0 ? line : (byte[])[.. data, (byte)'\n', .. line];
            }
            else if (line.StartsWith("event:"u8))
            {
                name = Value(line[6..]);
            }
        }

        return new Frame(name, data);
    }

    private static ReadOnlySpan<byte> Value(ReadOnlySpan<byte> text) => text is [(byte)' ', ..] ? text[1..] : text;
}
