namespace Strata.Cli.Imports;

/// <summary>A target of a route.</summary>
/// <param name="Deployment"><c>provider/model</c>.</param>
/// <param name="Weight">Its share.</param>
/// <param name="Priority">Lower comes first.</param>
internal sealed record ImportedTarget(string Deployment, decimal Weight = 1, int Priority = 0);
