namespace Strata.Management.Requests;

/// <summary>A page of requests, newest first.</summary>
/// <param name="Data">The rows.</param>
/// <param name="Before">What to send as <c>before</c> for the next page; null at the end.</param>
internal sealed record RequestList(IReadOnlyList<RequestView> Data, string? Before);
