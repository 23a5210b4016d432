namespace Strata.Traces.Queries.Sums;

/// <summary>A group of an aggregate.</summary>
/// <param name="Keys">Its values, in the order of the query's fields.</param>
/// <param name="Cells">One cell for each step, null where nothing happened; a single one without a step.</param>
public sealed record AggregateGroup(IReadOnlyList<string> Keys, IReadOnlyList<AggregateCell?> Cells);
