namespace Strata.Costs.Machines;

/// <summary>What one project asked of one deployment.</summary>
/// <param name="Project">The project.</param>
/// <param name="Deployment">The deployment.</param>
/// <param name="PromptTokens">Prompt tokens that were computed.</param>
/// <param name="CompletionTokens">Tokens of answers.</param>
/// <param name="Busy">The sum of its requests' durations.</param>
public sealed record MachineUse(string Project, string Deployment, long PromptTokens, long CompletionTokens, TimeSpan Busy);
