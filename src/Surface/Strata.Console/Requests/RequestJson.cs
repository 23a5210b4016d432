using System.Text.Encodings.Web;
using System.Text.Json;
using Strata.Console.Data;
using Strata.Ledger.Rows;
using Strata.Telemetry.Traces;

namespace Strata.Console.Requests;

/// <summary>A request and its spans as readable JSON, for the raw view and the playground's facts.</summary>
internal static class RequestJson
{
    private const int TextCharsMax = 400;

    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    public static string Of(RequestRow row) => JsonSerializer.Serialize(
        new
        {
            row.Id,
            At = row.At.UtcDateTime,
            row.Model,
            row.Deployment,
            row.Provider,
            row.Endpoint,
            row.Stream,
            Verdict = Words.Of(row.Verdict),
            row.HttpStatus,
            row.FinishReason,
            row.ErrorCode,
            Tokens = new { row.Usage.Input, row.Usage.CachedInput, row.Usage.CacheWrite, row.Usage.Output, row.Usage.Reasoning, Counted = row.UsageSource },
            CostNanos = row.Cost?.Nanos,
            row.PriceVersion,
            QueueMs = row.Queue.TotalMilliseconds,
            FirstTokenMs = row.FirstToken?.TotalMilliseconds,
            TotalMs = row.Total.TotalMilliseconds,
            row.Route,
            Cache = row.Cache,
            Attempts = row.Attempts.Select(a => new
            {
                a.Number, a.Deployment, a.Credential, Outcome = LedgerWords.Of(a.Outcome), a.Reason, a.HttpStatus, StartedMs = a.Started.TotalMilliseconds,
                FirstTokenMs = a.FirstToken?.TotalMilliseconds, TookMs = a.Duration.TotalMilliseconds, Tokens = a.Usage.Total, a.CostNanos, a.UpstreamRequestId,
            }),
            row.Notes,
            Guardrails = row.Findings,
            row.CutOff,
            row.Continuations,
            row.KeyId,
            row.TraceId,
            row.UpstreamRequestId,
        },
        Readable);

    /// <summary>What was said stands in the page already; here it would stand once more.</summary>
    private static string Short(string text) =>
        text.Length <= TextCharsMax ? text : $"{text.AsSpan(0, TextCharsMax)} … {text.Length - TextCharsMax} characters more";

    public static string Of(Trace trace) => JsonSerializer.Serialize(
        trace.Spans.Select(s => new
        {
            s.Name,
            s.SpanId,
            s.ParentId,
            s.Source,
            Status = s.Status.ToString().ToLowerInvariant(),
            s.StatusText,
            StartMs = (s.Start - trace.Summary.Start).TotalMilliseconds,
            TookMs = s.Duration.TotalMilliseconds,
            Attributes = s.Attributes.GroupBy(a => a.Key, StringComparer.Ordinal).ToDictionary(a => a.Key, a => Short(a.Last().Value)),
            Events = s.Events.Select(e => new { e.Name, AtMs = e.Offset.TotalMilliseconds }),
        }),
        Readable);
}
