using Strata.Traces.Queries.Lists;

namespace Strata.Traces.Api.Compare;

/// <summary>A place in two traces laid beside each other.</summary>
/// <param name="Depth">How many stand above it.</param>
/// <param name="Left">The span of the first trace; null where only the second has one.</param>
/// <param name="Right">The span of the second trace; null where only the first has one.</param>
public sealed record DiffRow(int Depth, SpanRow? Left, SpanRow? Right)
{
    /// <summary>How much longer the second one took, in nanoseconds; null where one is missing.</summary>
    public long? DurationNs => Left is null || Right is null ? null : Right.DurationNs - Left.DurationNs;

    /// <summary>Whether something beside times differs: the end, the model, tokens or the price.</summary>
    public bool IsChanged => Left is null || Right is null || Left.Status != Right.Status || Left.Model != Right.Model || Left.Usage != Right.Usage || Left.CostNanos != Right.CostNanos;
}
