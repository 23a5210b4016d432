using System.Globalization;
using System.Text.Json;
using Strata.Telemetry.Spans;
using Strata.Telemetry.Traces;
using ActivityStatusCode = System.Diagnostics.ActivityStatusCode;

namespace Strata.Collector.Langfuse;

/// <summary>Writes the spans of a trace as Langfuse's observations (API v2).</summary>
internal static class ObservationJson
{
    public static void Write(Utf8JsonWriter json, string project, Trace trace)
    {
        foreach (var span in trace.Spans)
        {
            if (span.Find(StrataTags.Operation) is not "log" && span.Name != "gen_ai.evaluation.result")
            {
                One(json, project, span);
            }
        }
    }

    private static void One(Utf8JsonWriter json, string project, SpanRecord span)
    {
        json.WriteStartObject();
        json.WriteString("id", span.SpanId);
        json.WriteString("traceId", span.TraceId);
        json.WriteString("projectId", project);
        json.WriteString("startTime", Time(span.Start));
        json.WriteString("endTime", Time(span.End));
        json.WriteString("parentObservationId", span.ParentId.Length == 0 ? null : span.ParentId);
        json.WriteBoolean("isRootObservation", span.ParentId.Length == 0);
        json.WriteString("type", Type(span.Find(StrataTags.Operation)));
        json.WriteString("name", span.Name);
        json.WriteString("level", span.Find("langfuse.observation.level") ?? (span.Status == ActivityStatusCode.Error ? "ERROR" : "DEFAULT"));
        json.WriteString("statusMessage", span.StatusText.Length == 0 ? null : span.StatusText);
        json.WriteString("environment", span.Find("langfuse.environment") ?? "default");
        json.WriteString("version", span.Find("langfuse.version"));
        json.WriteString("userId", span.Find("user.id"));
        json.WriteString("sessionId", span.Find("session.id"));
        json.WriteString("model", span.Find(StrataTags.RequestModel));
        json.WriteNumber("latency", span.Duration.TotalSeconds);
        json.WriteStartObject("usageDetails");
        if (span.FindInteger(StrataTags.InputTokens) is { } input && span.FindInteger(StrataTags.OutputTokens) is { } output)
        {
            json.WriteNumber("input", input);
            json.WriteNumber("output", output);
            json.WriteNumber("total", input + output);
        }

        json.WriteEndObject();
        json.WriteStartObject("costDetails");
        if (span.FindInteger(StrataTags.CostNanos) is { } nanos)
        {
            json.WriteNumber("total", nanos / 1e9m);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    private static string Type(string? operation) => operation switch
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
