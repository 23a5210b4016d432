using Strata.Core.Usage;

namespace Strata.Dialects.Tasks;

/// <summary>The order, best first.</summary>
/// <param name="Hits">The texts by their numbers.</param>
public sealed record RerankAnswer(IReadOnlyList<RerankHit> Hits)
{
    /// <summary>The provider's id of it; empty where it has none.</summary>
    public string Id { get; init; } = "";

    /// <summary>Tokens; Cohere's search units stand in <see cref="TokenUsage.ToolCalls"/>. Null where the provider said nothing.</summary>
    public TokenUsage? Usage { get; init; }
}
