using Strata.Traces.Columns;
using Strata.Traces.Queries.Filters;
using Strata.Traces.Rollups;
using Strata.Traces.Segments;

namespace Strata.Traces.Queries.Sums;

/// <summary>Chooses the roll-up of a segment that answers a query exactly, the smallest there is; none where rows have to be read.</summary>
internal static class CubeChoice
{
    public static CubePart? For(Segment segment, Scan scan, IEnumerable<Label> groups, long stepNs)
    {
        var needs = FilterNeeds.Of(scan.Filter.Root);
        if (needs.Rows)
        {
            return null;
        }

        var labels = needs.Labels.Concat(groups).Append(Label.Tenant).Concat(scan.HasKey ? [Label.Key] : []).ToArray();
        foreach (var cube in segment.Cubes.OrderByDescending(c => c.StepNs == 0 ? long.MaxValue : c.StepNs).ThenBy(c => c.LabelsKept))
        {
            if (labels.All(l => Array.IndexOf(CubeSpec.Labels, l, 0, cube.LabelsKept) >= 0) && FitsTime(segment, cube, scan.Range, stepNs))
            {
                return cube;
            }
        }

        return null;
    }

    private static bool FitsTime(Segment segment, CubePart cube, TimeRange range, long stepNs)
    {
        // What sampling left out of the segment is in its cubes, so the cubes' day is what has to lie inside, not the rows'.
        var (min, max) = segment.CountedStarts;
        if (cube.StepNs == 0)
        {
            return min >= range.FromNs && max < range.ToNs && (stepNs == 0 || (min - range.FromNs) / stepNs == (max - range.FromNs) / stepNs);
        }

        return (min >= range.FromNs || range.FromNs % cube.StepNs == 0) && (max < range.ToNs || range.ToNs % cube.StepNs == 0)
            && (stepNs == 0 || (stepNs % cube.StepNs == 0 && range.FromNs % cube.StepNs == 0));
    }
}
