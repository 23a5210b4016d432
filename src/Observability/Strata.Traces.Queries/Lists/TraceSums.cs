using Strata.Core.Usage;
using Strata.Traces.Spans;

namespace Strata.Traces.Queries.Lists;

/// <summary>Adds up the spans of a trace. Usage and price are taken from the outermost spans that state them, so nothing counts twice.</summary>
internal static class TraceSums
{
    private const int DepthMax = 256; // parents come from outside and may form a circle

    public static TraceRow Of(SpanRow hit, IReadOnlyList<SpanRow> spans)
    {
        var byId = new Dictionary<ulong, SpanRow>(spans.Count);
        foreach (var span in spans)
        {
            byId[span.SpanId] = span;
        }

        var (root, model, most, errors) = ((SpanRow?)null, "", -1L, 0);
        var (start, end) = (long.MaxValue, long.MinValue);
        TokenUsage usage = default;
        long? cost = null;
        foreach (var span in spans)
        {
            if (!byId.ContainsKey(span.ParentId) && (root is null || span.StartNs < root.StartNs))
            {
                root = span;
            }

            (start, end) = (Math.Min(start, span.StartNs), Math.Max(end, span.StartNs + span.DurationNs));
            errors += span.Status == SpanStatus.Error ? 1 : 0;
            if (span.Model.Length > 0 && span.Usage.Total > most)
            {
                (model, most) = (span.Model, span.Usage.Total);
            }

            if (span.Usage != default && !StatedAbove(span, byId, above => above.Usage != default))
            {
                usage += span.Usage;
            }

            if (span.CostNanos is { } nanos && !StatedAbove(span, byId, above => above.CostNanos is not null))
            {
                cost = (cost ?? 0) + nanos;
            }
        }

        return new TraceRow
        {
            TraceId = hit.TraceId,
            Hit = hit,
            Root = root ?? hit,
            StartNs = start,
            DurationNs = end - start,
            Spans = spans.Count,
            Errors = errors,
            Model = model,
            Usage = usage,
            CostNanos = cost,
        };
    }

    private static bool StatedAbove(SpanRow span, Dictionary<ulong, SpanRow> byId, Func<SpanRow, bool> states)
    {
        for (var depth = 0; depth < DepthMax && byId.TryGetValue(span.ParentId, out var above); depth++)
        {
            if (states(above))
            {
                return true;
            }

            span = above;
        }

        return false;
    }
}
