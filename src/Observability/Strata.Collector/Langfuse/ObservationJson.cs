using System.Globalization;
using System.Text.Json;
using Strata.Traces.Spans;

namespace Strata.Collector.Langfuse;

/// <summary>Writes the spans of a trace as Langfuse's observations (API v2).</summary>
internal static class ObservationJson
{
    public static void Write(Utf8JsonWriter json, string project, IReadOnlyList<SpanRecord> spans)
    {
        foreach (var span in spans)
        {
            if (span.Operation is not "log" && span.Name != "gen_ai.evaluation.result")
            {
                One(json, project, span);
            }
        }
    }

    private static void One(Utf8JsonWriter json, string project, SpanRecord span)
    {
        json.WriteStartObject();
        json.WriteString("id", Id(span.SpanId));
        json.WriteString("traceId", span.TraceId.ToString("x32", CultureInfo.InvariantCulture));
        json.WriteString("projectId", project);
        json.WriteString("startTime", Time(span.StartNs));
        json.WriteString("endTime", Time(span.StartNs + span.DurationNs));
        json.WriteString("parentObservationId", span.ParentId == 0 ? null : Id(span.ParentId));
        json.WriteBoolean("isRootObservation", span.ParentId == 0);
        json.WriteString("type", Type(span.Operation));
        json.WriteString("name", span.Name);
        json.WriteString("level", Text(span, "langfuse.observation.level"u8) ?? (span.Status == SpanStatus.Error ? "ERROR" : "DEFAULT"));
        json.WriteString("statusMessage", span.StatusText.Length == 0 ? null : span.StatusText);
        json.WriteString("environment", Text(span, "langfuse.environment"u8) ?? "default");
        json.WriteString("version", Text(span, "langfuse.version"u8));
        json.WriteString("userId", Stated(span.User));
        json.WriteString("sessionId", Stated(span.Session));
        json.WriteString("model", Stated(span.RequestModel));
        json.WriteNumber("latency", span.DurationNs / 1e9);
        json.WriteStartObject("usageDetails");
        if (span.Usage.Total > 0)
        {
            json.WriteNumber("input", span.Usage.Prompt);
            json.WriteNumber("output", span.Usage.Completion);
            json.WriteNumber("total", span.Usage.Prompt + span.Usage.Completion);
        }

        json.WriteEndObject();
        json.WriteStartObject("costDetails");
        if (span.CostNanos is { } nanos)
        {
            json.WriteNumber("total", nanos / 1e9m);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string Id(ulong span) => span.ToString("x16", CultureInfo.InvariantCulture);

    private static string? Stated(string text) => text.Length == 0 ? null : text;

    private static string? Text(SpanRecord span, ReadOnlySpan<byte> key)
    {
        var reader = new AttributeReader(span.Attributes.Bytes);
        while (reader.Next())
        {
            if (reader.Kind == AttributeKind.Text && reader.Key.SequenceEqual(key))
            {
                return reader.Text;
            }
        }

        return null;
    }

    private static string Time(long nanoseconds) => DateTime.UnixEpoch.AddTicks(nanoseconds / TimeSpan.NanosecondsPerTick).ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    private static string Type(string operation) => operation switch
    {
        "chat" or "text_completion" or "generate_content" => "GENERATION",
        "embeddings" => "EMBEDDING",
        "retrieval" or "rerank" => "RETRIEVER",
        "execute_tool" => "TOOL",
        "invoke_agent" => "AGENT",
        "invoke_workflow" => "CHAIN",
        "guardrail" => "GUARDRAIL",
        "evaluation" => "EVALUATOR",
        _ => "SPAN",
    };
}
