using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Strata.Core.Results;

namespace Strata.Gateway.Dialects.OpenAi;

/// <summary>
/// One pass over a body: proves that it is UTF-8 and JSON, and finds the few members that routing needs. Everything else is
/// skipped, not built: a body that goes to an upstream is never turned into objects. About 1 GB/s for long texts.
/// </summary>
internal static class RequestScanner
{
    public const int DepthMax = 128;
    public const int ModelCharsMax = 256;

    public static Result<RequestScan> Scan(ReadOnlySpan<byte> body)
    {
        if (body.IsEmpty)
        {
            return JsonProblems.Empty();
        }

        if (!Utf8.IsValid(body))
        {
            return JsonProblems.NotUtf8(FirstInvalid(body));
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
            return Problem.Invalid("'model' holds half a surrogate pair. Send whole characters.", "model");
        }
    }

    private static Result<RequestScan> ScanObject(ReadOnlySpan<byte> body)
    {
        var json = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = DepthMax });
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
        {
            while (json.Read())
            {
            }

            return JsonProblems.NotAnObject();
        }

        var scan = new RequestScan();
        Problem? problem = null;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            problem ??= Member(ref json, scan);
            json.Skip(); // from a name or an opening bracket to the value's end; nothing on a plain value
        }

        while (json.Read())
        {
        }

        return problem ?? (scan.Model.Length == 0 ? JsonProblems.Missing("model") : (Result<RequestScan>)scan);
    }

    private static Problem? Member(ref Utf8JsonReader json, RequestScan scan)
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

        if (json.ValueTextEquals("max_tokens"u8) || json.ValueTextEquals("max_completion_tokens"u8))
        {
            json.Read();
            if (json.TokenType == JsonTokenType.Number && json.TryGetInt64(out var most) && most > 0)
            {
                scan.OutputTokensMax = Math.Min(most, scan.OutputTokensMax ?? long.MaxValue);
            }

            return null;
        }

        if (json.ValueTextEquals("messages"u8) || json.ValueTextEquals("prompt"u8) || json.ValueTextEquals("input"u8))
        {
            scan.PromptAt = Value(ref json);
        }

        return null;
    }

    private static Problem? Model(ref Utf8JsonReader json, RequestScan scan)
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
        return scan.Model.Length is > 0 and <= ModelCharsMax ? null : Problem.Invalid($"'model' has 1 to {ModelCharsMax} characters.", "model");
    }

    private static Problem? StreamOptions(ref Utf8JsonReader json, RequestScan scan)
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

    private static int FirstInvalid(ReadOnlySpan<byte> body)
    {
        var at = 0;
        while (at < body.Length && Rune.DecodeFromUtf8(body[at..], out _, out var length) == OperationStatus.Done)
        {
            at += length;
        }

        return at;
    }
}
