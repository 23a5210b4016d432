using System.Text.Json;
using Strata.Core.Results;
using Strata.Dialects.Json;
using Strata.Dialects.Wire;

namespace Strata.Dialects.OpenAi;

/// <summary>
/// One pass over a body: proves that it is UTF-8 and JSON, and finds the few members that routing needs. Everything else is
/// skipped, not built: a body that goes to an upstream is never turned into objects. About 1 GB/s for long texts.
/// </summary>
internal static class RequestScanner
{
    private const int UserCharsMax = 256;

    public static Result<WireRequest> Scan(ReadOnlySpan<byte> body)
    {
        if (Utf8Check.Of(body) is { } bytes)
        {
            return bytes;
        }

        try
        {
            return ScanObject(body);
        }
        catch (JsonException exception)
        {
            return JsonProblems.Malformed(exception);
        }
        catch (InvalidOperationException)
        {
            return Problem.Invalid("'model' or 'user' holds half a surrogate pair. Send whole characters.", "model");
        }
    }

    private static Result<WireRequest> ScanObject(ReadOnlySpan<byte> body)
    {
        var json = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = JsonLimits.DepthMax });
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
        {
            while (json.Read())
            {
            }

            return JsonProblems.NotAnObject();
        }

        var scan = new WireRequest();
        Problem? problem = null;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            problem ??= Member(ref json, scan);
            json.Skip(); // from a name or an opening bracket to the value's end; nothing on a plain value
        }

        while (json.Read())
        {
        }

        return problem ?? (scan.Model.Length == 0 ? JsonProblems.Missing("model") : (Result<WireRequest>)scan);
    }

    private static Problem? Member(ref Utf8JsonReader json, WireRequest scan)
    {
        if (json.ValueTextEquals("model"u8))
        {
            return Model(ref json, scan);
        }

        if (json.ValueTextEquals("stream"u8))
        {
            json.Read();
            scan.Stream = json.TokenType == JsonTokenType.True;
            return json.TokenType is JsonTokenType.True or JsonTokenType.False or JsonTokenType.Null ? null : JsonProblems.WrongType("stream", "true or false");
        }

        if (json.ValueTextEquals("stream_options"u8))
        {
            return StreamOptions(ref json, scan);
        }

        if (json.ValueTextEquals("messages"u8) || json.ValueTextEquals("prompt"u8) || json.ValueTextEquals("input"u8))
        {
            scan.PromptAt = Value(ref json);
        }
        else if (json.ValueTextEquals("instructions"u8))
        {
            scan.SystemAt = Value(ref json);
        }
        else
        {
            Hint(ref json, scan);
        }

        return null;
    }

    /// <summary>What limits, caches and routes look at; a value of the wrong type says nothing here and is refused by who answers.</summary>
    private static void Hint(ref Utf8JsonReader json, WireRequest scan)
    {
        if (json.ValueTextEquals("max_tokens"u8) || json.ValueTextEquals("max_completion_tokens"u8) || json.ValueTextEquals("max_output_tokens"u8))
        {
            json.Read();
            if (json.TokenType == JsonTokenType.Number && json.TryGetInt64(out var most) && most > 0)
            {
                scan.OutputTokensMax = Math.Min(most, scan.OutputTokensMax ?? long.MaxValue);
            }
        }
        else if (json.ValueTextEquals("n"u8))
        {
            json.Read();
            scan.Choices = json.TokenType == JsonTokenType.Number && json.TryGetInt32(out var choices) && choices > 0 ? choices : 1;
        }
        else if (json.ValueTextEquals("temperature"u8))
        {
            json.Read();
            scan.Temperature = json.TokenType == JsonTokenType.Number && json.TryGetDouble(out var temperature) ? temperature : null;
        }
        else if (json.ValueTextEquals("tools"u8) || json.ValueTextEquals("functions"u8))
        {
            scan.HasTools |= Value(ref json).Length > 2 && json.TokenType == JsonTokenType.EndArray;
        }
        else if (json.ValueTextEquals("metadata"u8))
        {
            var at = Value(ref json);
            scan.MetadataAt = json.TokenType == JsonTokenType.EndObject ? at : default;
        }
        else if (json.ValueTextEquals("user"u8) || json.ValueTextEquals("safety_identifier"u8))
        {
            json.Read();
            scan.User ??= json.TokenType == JsonTokenType.String && json.GetString() is { Length: > 0 and <= UserCharsMax } user ? user : null;
        }
        else if (json.ValueTextEquals("previous_response_id"u8))
        {
            json.Read();
            scan.PreviousAnswerId = json.TokenType == JsonTokenType.String && json.GetString() is { Length: > 0 and <= UserCharsMax } previous ? previous : null;
        }
    }

    private static Problem? Model(ref Utf8JsonReader json, WireRequest scan)
    {
        if (scan.ModelAt.IsThere)
        {
            return JsonProblems.Twice("model");
        }

        var at = Value(ref json);
        if (json.TokenType != JsonTokenType.String)
        {
            return JsonProblems.WrongType("model", "a string");
        }

        scan.Model = json.GetString()!;
        scan.ModelAt = at;
        return scan.Model.Length is > 0 and <= JsonLimits.ModelCharsMax ? null : Problem.Invalid($"'model' has 1 to {JsonLimits.ModelCharsMax} characters.", "model");
    }

    private static Problem? StreamOptions(ref Utf8JsonReader json, WireRequest scan)
    {
        json.Read();
        var start = (int)json.TokenStartIndex;
        if (json.TokenType == JsonTokenType.StartObject)
        {
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                var isUsage = json.ValueTextEquals("include_usage"u8);
                var value = Value(ref json);
                if (isUsage)
                {
                    scan.IncludeUsageAt = value;
                    scan.IncludeUsage = json.TokenType == JsonTokenType.True;
                }
            }
        }
        else if (json.TokenType != JsonTokenType.Null)
        {
            return JsonProblems.WrongType("stream_options", "an object");
        }

        scan.StreamOptionsAt = new ByteRange(start, (int)json.BytesConsumed - start);
        return null;
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
