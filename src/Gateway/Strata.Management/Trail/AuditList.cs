namespace Strata.Management.Trail;

/// <summary>Links of the chain, newest first.</summary>
/// <param name="Data">The links.</param>
/// <param name="Before">What to send as <c>before</c> for the next page; absent at the end.</param>
internal sealed record AuditList(IReadOnlyList<AuditView> Data, long? Before);
