namespace Strata.Budgets.Slices;

/// <summary>What the other processes have of one count.</summary>
/// <param name="Used">Used in the window, by those that are gone too.</param>
/// <param name="Granted">Leased beyond that by those that live.</param>
public readonly record struct SliceSums(long Used, long Granted)
{
    /// <summary>What a process may hold: a lease, and an even share of what nobody leased.</summary>
    /// <param name="report">Its report.</param>
    /// <param name="replicas">How many processes live, this one included.</param>
    /// <remarks>
    /// The share of the unleased rest is what a process goes on with between two hearings, and when the database is away. Two that
    /// hear one after the other can exceed the amount by half of what the second leased meanwhile: hence the stated tolerance of a
    /// slice for each process.
    /// </remarks>
    public SliceGrant Grant(SliceReport report, int replicas)
    {
        var free = Math.Max(0, report.Amount - Used - Granted - report.Used - report.Held);
        var extra = Math.Min(free, Math.Max(report.Need, Math.Min(report.Want, free / 2)));
        return new SliceGrant(Used, report.Held + extra, report.Used + report.Held + extra + ((free - extra) / Math.Max(1, replicas)));
    }
}
