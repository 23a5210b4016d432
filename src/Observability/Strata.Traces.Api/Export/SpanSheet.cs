using System.Globalization;
using System.Text;
using Strata.Traces.Api.Wire;
using Strata.Traces.Spans;

namespace Strata.Traces.Api.Export;

/// <summary>Spans as lines of CSV (RFC 4180). A cell that a spreadsheet would run as a formula begins with an apostrophe.</summary>
internal static class SpanSheet
{
    public static ReadOnlyMemory<byte> Head { get; } =
        "start,trace_id,span_id,parent_id,name,service,operation,provider,model,status,error_type,duration_ms,first_token_ms,tokens_in,tokens_out,cost_dollars,session,user,key,tool,finish_reason,asked\r\n"u8.ToArray();

    public static ReadOnlyMemory<byte> Write(IReadOnlyList<SpanRecord> spans)
    {
        var text = new StringBuilder(256 * spans.Count);
        foreach (var span in spans)
        {
            var asked = span.Messages.LastOrDefault(m => m.Slot == MessageSlot.Input);
            string?[] cells =
            [
                TraceIds.Time(span.StartNs).ToString("O", CultureInfo.InvariantCulture), TraceIds.Trace(span.TraceId), TraceIds.Span(span.SpanId), TraceIds.Span(span.ParentId), span.Name, span.Origin.Service,
                span.Operation, span.Provider, span.RequestModel, Words.Of(span.Status), span.ErrorType, Ms(span.DurationNs), Ms(span.FirstTokenNs), Count(span.Usage.Prompt), Count(span.Usage.Completion),
                span.CostNanos is { } nanos ? (nanos / 1_000_000_000m).ToString(CultureInfo.InvariantCulture) : "", span.Session, span.User, span.Key, span.Tool, span.FinishReason,
                PreviewText.Of(Encoding.UTF8.GetString(asked.Body.Span)),
            ];
            text.AppendJoin(',', cells.Select(c => Cell(c ?? ""))).Append("\r\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string Ms(long? ns) => ns is { } known ? (known / 1e6).ToString("0.###", CultureInfo.InvariantCulture) : "";

    private static string Count(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Cell(string text)
    {
        text = text.Length > 0 && text[0] is ('=' or '+' or '-' or '@' or '\t') ? "'" + text : text;
        return text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
