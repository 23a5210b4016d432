namespace Strata.Management.Traffic;

/// <summary>The routes, in the order they are tried.</summary>
/// <param name="Data">The routes.</param>
internal sealed record RouteList(IReadOnlyList<RouteView> Data);
