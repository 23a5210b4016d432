namespace Strata.Management.Limits;

/// <summary>Limits.</summary>
/// <param name="Data">The limits, by id.</param>
internal sealed record LimitList(IReadOnlyList<LimitView> Data);
