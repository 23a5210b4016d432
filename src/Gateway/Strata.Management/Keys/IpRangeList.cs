using Strata.Core.Results;
using Strata.Identity.Keys;

namespace Strata.Management.Keys;

/// <summary>Blocks of addresses in a body.</summary>
internal static class IpRangeList
{
    public static Result<IpRange[]> Read(IReadOnlyList<string>? texts)
    {
        var ranges = new List<IpRange>();
        foreach (var text in texts ?? [])
        {
            if (!IpRange.Parse(text).Try(out var range, out var problem))
            {
                return problem;
            }

            ranges.Add(range);
        }

        return ranges.ToArray();
    }
}
