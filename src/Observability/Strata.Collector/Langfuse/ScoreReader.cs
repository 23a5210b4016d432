using System.Globalization;
using System.Text;
using System.Text.Json;
using Strata.Core.Tenancy;
using Strata.Traces.Spans;

namespace Strata.Collector.Langfuse;

/// <summary>
/// Reads scores as Langfuse's clients send them. A score becomes a moment of its trace, in the words of the conventions' event
/// <c>gen_ai.evaluation.result</c>, so that it is kept and found with it. The same id is the same score.
/// </summary>
internal static class ScoreReader
{
    /// <summary>Scores of one request.</summary>
    public const int ScoresMax = 10_000;

    /// <summary>Adds the scores of a request to a batch; what cannot be taken is said in words.</summary>
    public static List<string> Read(JsonElement request, Caller caller, long nowNs, SpanBatch batch)
    {
        var refused = new List<string>();
        if (request.ValueKind == JsonValueKind.Array)
        {
            foreach (var score in request.EnumerateArray())
            {
                if (batch.Count >= ScoresMax)
                {
                    refused.Add($"A request has at most {ScoresMax} scores.");
                    break;
                }

                One(score, caller, nowNs, batch, refused);
            }
        }
        else
        {
            One(request, caller, nowNs, batch, refused);
        }

        return refused;
    }

    private static void One(JsonElement score, Caller caller, long nowNs, SpanBatch batch, List<string> refused)
    {
        var name = Text(score, "name");
        if (name.Length is 0 or > 200)
        {
            refused.Add("A score has no name, or one of more than 200 characters.");
            return;
        }

        if (!UInt128.TryParse(Text(score, "traceId"), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var trace) || trace == 0)
        {
            refused.Add($"The score '{name}' has no traceId of 32 hexadecimal digits: scores are kept with their traces.");
            return;
        }

        var span = batch.Add();
        (span.Tenant, span.Key, span.TraceId, span.Name, span.Operation) = (new Tenant(caller.Organization, caller.Project), caller.KeyId, trace, "gen_ai.evaluation.result", "evaluation");
        (span.Kind, span.StartNs) = (SpanKind.Internal, When(Text(score, "timestamp")) ?? nowNs);
        span.EndNs = span.StartNs;
        span.ParentId = ulong.TryParse(Text(score, "observationId"), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var parent) ? parent : 0;
        var id = Text(score, "id");
        span.SpanId = Fingerprint(id.Length > 0 ? id : string.Create(CultureInfo.InvariantCulture, $"{name}|{trace}|{parent}|{span.StartNs}|{Raw(score, "value")}"));
        span.Attributes.Add("gen_ai.evaluation.name", name);
        if (!Value(span, score))
        {
            batch.RemoveLast();
            refused.Add($"The score '{name}' has no value.");
            return;
        }

        Add(span, "gen_ai.evaluation.explanation", Text(score, "comment"));
        Add(span, "strata.score.id", id);
        Add(span, "strata.score.type", Text(score, "dataType"));
        Add(span, "strata.score.source", Text(score, "source") is { Length: > 0 } source ? source : "API");
        Add(span, "deployment.environment.name", Text(score, "environment"));
        if (score.TryGetProperty("metadata", out var metadata) && metadata.ValueKind == JsonValueKind.Object)
        {
            Add(span, "strata.score.metadata", metadata.GetRawText());
        }
    }

    private static bool Value(SpanRecord span, JsonElement score)
    {
        if (score.ValueKind != JsonValueKind.Object || !score.TryGetProperty("value", out var value))
        {
            return false;
        }

        switch (value.ValueKind)
        {
            case JsonValueKind.Number when value.TryGetDouble(out var number):
                span.Attributes.Add("gen_ai.evaluation.score.value", number);
                return true;
            case JsonValueKind.True or JsonValueKind.False:
                span.Attributes.Add("gen_ai.evaluation.score.value", value.ValueKind == JsonValueKind.True ? 1.0 : 0.0);
                return true;
            case JsonValueKind.String:
                span.Attributes.Add("gen_ai.evaluation.score.label", value.GetString()!);
                return true;
            default:
                return false;
        }
    }

    private static void Add(SpanRecord span, string key, string text)
    {
        if (text.Length > 0)
        {
            span.Attributes.Add(key, text);
        }
    }

    private static string Text(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString()! : "";

    private static string Raw(JsonElement of, string name) => of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var member) ? member.GetRawText() : "";

    private static long? When(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) && moment > DateTimeOffset.UnixEpoch
            ? (moment - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick : null;

    /// <summary>FNV-1a: the same in every process, so that a score that is sent again is the same one.</summary>
    private static ulong Fingerprint(string text)
    {
        var hash = 0xcbf2_9ce4_8422_2325UL;
        foreach (var b in Encoding.UTF8.GetBytes(text))
        {
            hash = (hash ^ b) * 0x100_0000_01b3;
        }

        return hash == 0 ? 1 : hash;
    }
}
