namespace Strata.Costs.Endpoints;

/// <summary>Own machines.</summary>
/// <param name="From">Begin.</param>
/// <param name="To">End.</param>
/// <param name="Data">Their bills.</param>
internal sealed record MachineList(DateTimeOffset From, DateTimeOffset To, IReadOnlyList<MachineView> Data);
