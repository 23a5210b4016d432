using System.Text.Json;
using Strata.Core.Results;
using Strata.Dialects.Json;
using Strata.Dialects.Wire;

namespace Strata.Dialects.Bedrock;

/// <summary>One pass over a body that goes to a provider of this dialect: what routing needs is read, everything else is skipped.</summary>
internal static class RequestScanner
{
    /// <summary>Reads the body into a scan that knows the address already.</summary>
    /// <exception cref="JsonException">The body is no JSON.</exception>
    public static Result<WireRequest> Scan(ReadOnlySpan<byte> body, WireRequest scan)
    {
        var json = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = JsonLimits.DepthMax });
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
        {
            while (json.Read())
            {
            }

            return JsonProblems.NotAnObject();
        }

        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("messages"u8))
            {
                scan.PromptAt = Value(ref json);
            }
            else if (json.ValueTextEquals("system"u8))
            {
                scan.SystemAt = Value(ref json);
            }
            else if (json.ValueTextEquals("requestMetadata"u8))
            {
                scan.MetadataAt = Value(ref json);
            }
            else if (json.ValueTextEquals("toolConfig"u8))
            {
                json.Read();
                scan.HasTools = json.TokenType == JsonTokenType.StartObject;
                json.Skip();
            }
            else if (json.ValueTextEquals("inferenceConfig"u8))
            {
                Inference(ref json, scan);
            }
            else
            {
                json.Skip();
            }
        }

        while (json.Read())
        {
        }

        return scan;
    }

    private static void Inference(ref Utf8JsonReader json, WireRequest scan)
    {
        json.Read();
        if (json.TokenType != JsonTokenType.StartObject)
        {
            json.Skip();
            return;
        }

        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var isBound = json.ValueTextEquals("maxTokens"u8);
            var isTemperature = json.ValueTextEquals("temperature"u8);
            json.Read();
            if (json.TokenType == JsonTokenType.Number)
            {
                scan.OutputTokensMax = isBound && json.TryGetInt64(out var most) && most >= 0 ? most : scan.OutputTokensMax;
                scan.Temperature = isTemperature && json.TryGetDouble(out var temperature) ? temperature : scan.Temperature;
            }

            json.Skip();
        }
    }

    /// <summary>Moves from a name to the end of its value.</summary>
    private static ByteRange Value(ref Utf8JsonReader json)
    {
        json.Read();
        var start = (int)json.TokenStartIndex;
        json.Skip();
        return new ByteRange(start, (int)json.BytesConsumed - start);
    }
}
