namespace Strata.Management.Limits;

/// <summary>A page of alerts, newest first.</summary>
/// <param name="Data">The alerts.</param>
/// <param name="Before">What to send as <c>before</c> for the next page; absent at the end.</param>
internal sealed record AlertList(IReadOnlyList<AlertView> Data, string? Before);
