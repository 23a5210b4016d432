using System.Buffers;
using System.Text.Json;
using Strata.Core.Results;
using Strata.Dialects.Json;

namespace Strata.Dialects.Ollama;

/// <summary>Ollama's error is a sentence: <c>{"error":"..."}</c>.</summary>
internal static class OllamaErrors
{
    private const int MessageCharsMax = 2_048;

    public static UpstreamError Read(ReadOnlySpan<byte> body)
    {
        try
        {
            var json = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = JsonLimits.DepthMax });
            using var document = JsonDocument.ParseValue(ref json);
            if (document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("error", out var error))
            {
                return Of(error);
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // A proxy's page, or half a body: an error without words.
        }

        return new UpstreamError("", "");
    }

    public static UpstreamError Of(JsonElement error)
    {
        var message = error.ValueKind == JsonValueKind.String ? error.GetString()!
            : error.ValueKind == JsonValueKind.Object && error.TryGetProperty("message", out var inner) && inner.ValueKind == JsonValueKind.String ? inner.GetString()!
            : error.GetRawText();
        message = message.Length <= MessageCharsMax ? message : message[..(MessageCharsMax - (char.IsHighSurrogate(message[MessageCharsMax - 1]) ? 1 : 0))];
        return new UpstreamError("", message)
        {
            IsContextLength = message.Contains("context length", StringComparison.OrdinalIgnoreCase) || message.Contains("context size", StringComparison.OrdinalIgnoreCase),
        };
    }

    public static Problem ProblemOf(UpstreamError error) =>
        new(error.IsContextLength ? ProblemCode.ContextLengthExceeded : ProblemCode.UpstreamFailed, error.Message.Length > 0 ? error.Message : "The provider broke the answer off without a word.");

    public static void Write(Problem problem, string requestId, IBufferWriter<byte> output)
    {
        using var json = JsonOut.Over(output);
        json.WriteStartObject();
        json.WriteString("error"u8, problem.Message);
        json.WriteSaid("code", problem.DialectCode ?? ProblemTable.Row(problem.Code).Code); // clients pass it over, people and logs do not
        json.WriteSaid("request_id", requestId.Length > 0 ? requestId : null);
        json.WriteEndObject();
    }
}
