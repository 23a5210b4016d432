namespace Strata.Costs.Endpoints;

/// <summary>A line of a machine's bill; dollars.</summary>
/// <param name="Team">The team; absent for what stood idle.</param>
/// <param name="Deployment">The deployment; absent likewise.</param>
/// <param name="Tokens">Tokens in and out.</param>
/// <param name="Dollars">The share.</param>
internal sealed record MachineLineView(string? Team, string? Deployment, long Tokens, decimal Dollars);
