namespace Strata.Identity.Audit;

/// <summary>What a reading of the whole chain found.</summary>
/// <param name="Links">How many links were read.</param>
/// <param name="Broken">The number of the first link that is not as it was written, or is missing; null where all are.</param>
/// <param name="Reason">What is wrong with it; empty where nothing is.</param>
public sealed record AuditVerdict(long Links, long? Broken, string Reason)
{
    /// <summary>Whether every link is as it was written.</summary>
    public bool IsWhole => Broken is null;
}
