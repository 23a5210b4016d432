using System.Globalization;
using Strata.Traces.Recording;
using Strata.Traces.Spans;

namespace Strata.Tracing.Calls;

/// <summary>
/// Where a call stands among traces: in the caller's trace where its <c>traceparent</c> (W3C Trace Context) names one, else in one of
/// its own, whose id is made of the request's id.
/// </summary>
/// <param name="TraceId">The trace.</param>
/// <param name="SpanId">The call's own span.</param>
/// <param name="ParentId">The caller's span; 0 where it named none.</param>
/// <param name="State">The caller's <c>tracestate</c>.</param>
public readonly record struct TracePlace(UInt128 TraceId, ulong SpanId, ulong ParentId, string State)
{
    private const int StateCharsMax = 512;

    /// <summary>Whether there is a place: a call that nobody records has none.</summary>
    public bool IsThere => TraceId != 0;

    /// <summary>The trace's id in hexadecimal digits.</summary>
    public string TraceText => TraceId.ToString("x32", CultureInfo.InvariantCulture);

    /// <summary>The place of a request.</summary>
    /// <param name="requestId">Its id.</param>
    /// <param name="traceparent">The caller's header; empty where there is none, and what is malformed counts as none.</param>
    /// <param name="tracestate">The header beside it.</param>
    public static TracePlace Of(string requestId, string traceparent, string tracestate)
    {
        var own = RequestTrace.IdOf(requestId);
        var span = RequestTrace.SpanOf(own, 0);
        return TryRead(traceparent, out var trace, out var parent)
            ? new TracePlace(trace, span, parent, tracestate.Length <= StateCharsMax ? tracestate : "")
            : new TracePlace(own, span, 0, "");
    }

    /// <summary>The span of an attempt, counted from 1.</summary>
    public ulong AttemptSpan(int number) => RequestTrace.SpanOf(SpanId, number);

    /// <summary>Whether the caller's span is the parent.</summary>
    internal uint Flags => ParentId == 0 ? 1 : 1 | SpanRecord.FlagHasIsRemote | SpanRecord.FlagIsRemote;

    private static bool TryRead(string header, out UInt128 trace, out ulong parent)
    {
        (trace, parent) = (0, 0);
        return header.Length >= 55 && header[2] == '-' && header[35] == '-' && header[52] == '-' && !header.StartsWith("ff", StringComparison.Ordinal)
            && UInt128.TryParse(header.AsSpan(3, 32), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out trace)
            && ulong.TryParse(header.AsSpan(36, 16), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out parent)
            && trace != 0 && parent != 0;
    }
}
