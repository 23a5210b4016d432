using Strata.Core.Results;

namespace Strata.Routing.Plans;

/// <summary>What a plan would do, and why: for people.</summary>
/// <param name="Route">The rule's name.</param>
/// <param name="Lines">The reasons, in order, a sentence each.</param>
/// <param name="Targets">Every target, in the order of the tiers.</param>
public sealed record RouteExplanation(string Route, IReadOnlyList<string> Lines, IReadOnlyList<TargetExplanation> Targets)
{
    /// <summary>What a caller would be told where nothing can be asked; null where something can.</summary>
    public Problem? Problem { get; init; }
}
