using Strata.Traces.Spans;

namespace Strata.Traces.Columns;

/// <summary>
/// The small facts of a row in one number.
/// <code>bits 0–2 kind | 3–4 status | 5–7 cost source | 8 entry: nothing above it is known | 9 priced | 10 has usage</code>
/// </summary>
internal static class Facts
{
    public const long KindMask = 7;
    public const int StatusShift = 3;
    public const long StatusMask = 3 << StatusShift;
    public const long Error = (long)SpanStatus.Error << StatusShift;
    public const int SourceShift = 5;
    public const long SourceMask = 7 << SourceShift;
    public const long Entry = 1 << 8;
    public const long Priced = 1 << 9;
    public const long HasUsage = 1 << 10;

    public static long Of(SpanRecord span) =>
        ((long)span.Kind & KindMask) | (((long)span.Status & 3) << StatusShift) | (((long)span.CostSource & 7) << SourceShift)
        | (span.CostNanos is null ? 0 : Priced) | (span.Usage.Total + span.Usage.ToolCalls > 0 ? HasUsage : 0);

    public static bool IsError(long facts) => (facts & StatusMask) == Error;
}
