using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Strata.Core.Results;
using Strata.Dialects.Json;

namespace Strata.Dialects.Gemini;

/// <summary>Google's error object: <c>{"error":{code, message, status, details}}</c> (google.rpc.Status and its detail types).</summary>
internal static class GeminiErrors
{
    private const int MessageCharsMax = 2_048;

    /// <summary>Reads an error body; a stream without <c>alt=sse</c> puts it into a list.</summary>
    public static UpstreamError Read(ReadOnlySpan<byte> body)
    {
        try
        {
            var json = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = JsonLimits.DepthMax });
            using var document = JsonDocument.ParseValue(ref json);
            var root = document.RootElement;
            root = root.ValueKind == JsonValueKind.Array && root.GetArrayLength() > 0 ? root[0] : root;
            if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("error", out var error))
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

    /// <summary>Reads the value of <c>error</c>.</summary>
    public static UpstreamError Of(JsonElement error)
    {
        if (error.ValueKind != JsonValueKind.Object)
        {
            return new UpstreamError("", error.ValueKind == JsonValueKind.String ? Bounded(error.GetString()!) : "");
        }

        var message = Bounded(Text(error, "message"));
        var (reason, field, isDaily) = Details(error);
        var status = Text(error, "status");
        // Google says 400 INVALID_ARGUMENT for a wrong key; only the reason tells that another key would do.
        var code = reason is "API_KEY_INVALID" or "API_KEY_EXPIRED" ? reason : status.Length > 0 ? status : Number(error);
        return new UpstreamError(code, message, field)
        {
            IsContextLength = Says(message, "exceeds the maximum number of tokens") || Says(message, "input token count"),
            IsContentPolicy = Says(message, "prohibited content") || Says(message, "safety polic") || Says(message, "content polic"),
            IsQuota = status == "RESOURCE_EXHAUSTED" && (isDaily || Says(message, "credits are depleted") || Says(message, "spending cap")),
        };
    }

    public static void Write(Problem problem, string requestId, IBufferWriter<byte> output)
    {
        using var json = JsonOut.Over(output);
        var row = ProblemTable.Row(problem.Code);
        json.WriteStartObject();
        json.WriteStartObject("error"u8);
        json.WriteNumber("code"u8, row.HttpStatus);
        json.WriteString("message"u8, problem.Message);
        json.WriteString("status"u8, Status(row.HttpStatus, problem.Code));
        json.WriteStartArray("details"u8);
        Detail(json, "ErrorInfo");
        json.WriteString("reason"u8, (problem.DialectCode ?? row.Code).ToUpperInvariant());
        json.WriteString("domain"u8, "strata"u8);
        json.WriteEndObject();
        if (requestId.Length > 0)
        {
            Detail(json, "RequestInfo");
            json.WriteString("requestId"u8, requestId);
            json.WriteEndObject();
        }

        if (problem.Field is { } field)
        {
            Detail(json, "BadRequest");
            json.WriteStartArray("fieldViolations"u8);
            json.WriteStartObject();
            json.WriteString("field"u8, field);
            json.WriteString("description"u8, problem.Message);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        if (problem.RetryAfter is { } wait)
        {
            Detail(json, "RetryInfo");
            json.WriteString("retryDelay"u8, wait.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture) + "s");
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Detail(Utf8JsonWriter json, string type)
    {
        json.WriteStartObject();
        json.WriteString("@type"u8, "type.googleapis.com/google.rpc." + type);
    }

    private static string Status(int http, ProblemCode code) => http switch
    {
        401 => "UNAUTHENTICATED",
        402 => "RESOURCE_EXHAUSTED",
        403 => "PERMISSION_DENIED",
        404 => "NOT_FOUND",
        409 => "ABORTED",
        429 => "RESOURCE_EXHAUSTED",
        499 => "CANCELLED",
        500 or 507 => "INTERNAL",
        501 => "UNIMPLEMENTED",
        502 or 503 => "UNAVAILABLE",
        504 => "DEADLINE_EXCEEDED",
        _ => code == ProblemCode.CorruptData ? "DATA_LOSS" : "INVALID_ARGUMENT",
    };

    private static (string Reason, string? Field, bool IsDaily) Details(JsonElement error)
    {
        var reason = "";
        string? field = null;
        var isDaily = false;
        if (!error.TryGetProperty("details", out var details) || details.ValueKind != JsonValueKind.Array)
        {
            return (reason, field, isDaily);
        }

        foreach (var detail in details.EnumerateArray().Where(one => one.ValueKind == JsonValueKind.Object))
        {
            reason = reason.Length > 0 ? reason : Text(detail, "reason");
            foreach (var violation in List(detail, "fieldViolations").Concat(List(detail, "violations")))
            {
                field ??= Text(violation, "field") is { Length: > 0 } named ? named : null;
                isDaily |= Says(Text(violation, "quotaId"), "PerDay");
            }
        }

        return (reason, field, isDaily);
    }

    private static IEnumerable<JsonElement> List(JsonElement at, string name) =>
        at.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray().Where(one => one.ValueKind == JsonValueKind.Object) : [];

    private static string Text(JsonElement at, string name) => at.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static string Number(JsonElement error) => error.TryGetProperty("code", out var code) && code.ValueKind is JsonValueKind.Number or JsonValueKind.String ? code.ToString() : "";

    private static bool Says(string text, string words) => text.Contains(words, StringComparison.OrdinalIgnoreCase);

    private static string Bounded(string text) => text.Length <= MessageCharsMax ? text : text[..(char.IsHighSurrogate(text[MessageCharsMax - 1]) ? MessageCharsMax - 1 : MessageCharsMax)];
}
