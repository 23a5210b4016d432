using Strata.Traces.Queries.Lists;
using Strata.Traces.Spans;

namespace Strata.Console.Tracing;

/// <summary>How a trace or a span ended, as a colleague would say it: tone, word and sentence.</summary>
internal static class Ends
{
    public static (string Tone, string Word, string Sentence) Of(TraceRow trace) => trace switch
    {
        { Root.Status: SpanStatus.Error } => ("bad", "failed", $"It failed{Why(trace.Root)}."),
        { Errors: > 0 } => ("warn", trace.Errors == 1 ? "1 error inside" : $"{Formats.Format.Count(trace.Errors)} errors inside", $"It ended well, though {trace.Errors} of its {trace.Spans} spans failed on the way."),
        { Root.Status: SpanStatus.Ok } => ("good", "ok", "It ended well."),
        _ => ("muted-ok", "ok, not stated", "Nothing failed; the sender does not say more."),
    };

    public static (string Tone, string Word, string Sentence) Of(SpanRow span) => span.Status switch
    {
        SpanStatus.Error => ("bad", span.ErrorType.Length > 0 ? span.ErrorType : "failed", $"It failed{Why(span)}."),
        SpanStatus.Ok => ("good", "ok", "It ended well."),
        _ => ("muted-ok", "ok, not stated", "Nothing failed; the sender does not say more."),
    };

    private static string Why(SpanRow span) => span.ErrorType.Length > 0 ? $" with {span.ErrorType}" : "";
}
