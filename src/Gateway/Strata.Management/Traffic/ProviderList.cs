namespace Strata.Management.Traffic;

/// <summary>The providers, in the order they are asked for a name.</summary>
/// <param name="Data">The providers.</param>
internal sealed record ProviderList(IReadOnlyList<ProviderState> Data);
