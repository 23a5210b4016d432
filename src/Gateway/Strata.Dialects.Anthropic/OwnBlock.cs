using System.Text;
using System.Text.Json;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;
using Strata.Dialects.Wire;

namespace Strata.Dialects.Anthropic;

/// <summary>
/// A block of this dialect alone on its way through a stream. The model wants it whole in its opening step, the wire tells the input
/// of a server's tool in pieces: it is held until they came, and told in one piece again when it is written.
/// </summary>
internal sealed class OwnBlock
{
    private readonly StringBuilder input = new();
    private AnswerEvent? held;

    /// <summary>Begins a block.</summary>
    public void Open(AnswerEvent start)
    {
        held = start;
        input.Clear();
    }

    /// <summary>More of its input.</summary>
    public void Append(string piece) => input.Append(piece);

    /// <summary>Tells the opening step, if it is still held.</summary>
    public void Flush(List<AnswerEvent> into)
    {
        if (held is { } start)
        {
            held = null;
            var text = input.ToString();
            into.Add(RawJson.IsObject(text) ? start with { Json = With(start.Json, text) } : start);
        }
    }

    /// <summary>Takes the input out of a whole block of a server's tool, as the wire opens it without; empty where it has none.</summary>
    public static string TakeInput(ref AnswerEvent start)
    {
        var at = InputAt(start.Json.Span);
        var text = at.IsThere ? Encoding.UTF8.GetString(at.Of(start.Json.Span)) : "";
        if (!text.StartsWith('{') || text.AsSpan(1).TrimStart(" \t\r\n").StartsWith('}'))
        {
            return "";
        }

        start = start with { Json = With(start.Json, "{}") };
        return text;
    }

    private static ReadOnlyMemory<byte> With(ReadOnlyMemory<byte> raw, string input)
    {
        var at = InputAt(raw.Span);
        return at.IsThere ? (byte[])[.. raw.Span[..at.Start], .. Encoding.UTF8.GetBytes(input), .. raw.Span[(at.Start + at.Length)..]] : raw;
    }

    private static ByteRange InputAt(ReadOnlySpan<byte> raw)
    {
        var json = new Utf8JsonReader(raw, new JsonReaderOptions { MaxDepth = JsonLimits.DepthMax });
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var isInput = json.ValueTextEquals("input"u8);
            json.Read();
            var start = (int)json.TokenStartIndex;
            json.Skip();
            if (isInput)
            {
                return new ByteRange(start, (int)json.BytesConsumed - start);
            }
        }

        return default;
    }
}
