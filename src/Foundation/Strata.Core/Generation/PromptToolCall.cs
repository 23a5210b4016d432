namespace Strata.Core.Generation;

/// <summary>A call of a tool in an earlier turn.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">The tool.</param>
/// <param name="Arguments">The arguments as the model wrote them, usually a JSON object.</param>
public sealed record PromptToolCall(string Id, string Name, string Arguments);
