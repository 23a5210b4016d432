using Strata.Traces.Bytes;
using Strata.Traces.Columns;
using Strata.Traces.Segments;
using Strata.Traces.Spans;

namespace Strata.Traces.Storage;

/// <summary>Chooses the rows that are stored, trace by trace.</summary>
internal static class Sampler
{
    /// <summary>The rows to be stored; the same object where all are.</summary>
    public static SegmentRows Choose(SegmentRows rows, Func<int, Tenant> tenantOf, Func<Tenant, SamplingPolicy?>? policyOf)
    {
        if (policyOf is null)
        {
            return rows;
        }

        var policies = new Dictionary<int, SamplingPolicy?>();
        var keep = new bool[rows.Count];
        var dropped = false;
        var tenants = rows.Codes[(int)Label.Tenant];
        for (int row = 0, end; row < rows.Count; row = end)
        {
            for (end = row + 1; end < rows.Count && rows.Traces[end] == rows.Traces[row] && tenants[end] == tenants[row]; end++)
            {
            }

            if (!policies.TryGetValue(tenants[row], out var policy))
            {
                policies.Add(tenants[row], policy = policyOf(tenantOf(tenants[row])));
            }

            var kept = policy is null || Keeps(policy, rows, row, end);
            keep.AsSpan(row, end - row).Fill(kept);
            dropped |= !kept;
        }

        return dropped ? rows.Where(row => keep[row]) : rows;
    }

    private static bool Keeps(SamplingPolicy policy, SegmentRows rows, int from, int to)
    {
        if ((double)Hash64.Of(rows.Traces[from]) / ulong.MaxValue < policy.Share)
        {
            return true;
        }

        for (var row = from; row < to; row++)
        {
            if ((policy.KeepErrors && Facts.IsError(rows.Figures[(int)Figure.Facts][row]))
                || (policy.KeepSlowerThan is { } slow && rows.Figures[(int)Figure.Duration][row] >= slow.Ticks * 100)
                || (policy.KeepCostlierThanNanos is { } cost && rows.Figures[(int)Figure.Cost][row] >= cost))
            {
                return true;
            }
        }

        return false;
    }
}
