namespace Strata.Costs.Machines;

/// <summary>A line of what a machine cost: a project's share of a deployment, or what stood idle.</summary>
/// <param name="Project">The project; empty for idle.</param>
/// <param name="Deployment">The deployment; empty for idle.</param>
/// <param name="Tokens">Tokens in and out.</param>
/// <param name="CostNanos">Its share, in billionths of a dollar. All lines of a machine add up to its cost.</param>
public sealed record MachineLine(string Project, string Deployment, long Tokens, long CostNanos)
{
    /// <summary>Whether it is what nobody used.</summary>
    public bool IsIdle => Deployment.Length == 0;
}
