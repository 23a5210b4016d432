using System.Text.Json;
using System.Buffers;

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

        // A line break inside a string is escaped: those that stand here are space between tokens.
        var output = new ArrayBufferWriter<byte>(json.Length);
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = JsonLimits.DepthMax });
        using (var writer = JsonOut.Over(output))
        {
            document.RootElement.WriteTo(writer);
        }

        return output.WrittenMemory;
    }
}
