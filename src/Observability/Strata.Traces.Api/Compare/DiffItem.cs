using Strata.Traces.Api.Lists;

namespace Strata.Traces.Api.Compare;

/// <summary>A place in two traces laid beside each other.</summary>
/// <param name="Depth">How many stand above it.</param>
/// <param name="IsChanged">Whether something beside times differs.</param>
/// <param name="DurationUs">How much longer the second one took, in microseconds.</param>
/// <param name="Left">The span of the first trace.</param>
/// <param name="Right">The span of the second trace.</param>
public sealed record DiffItem(int Depth, bool IsChanged, double? DurationUs, SpanItem? Left, SpanItem? Right);
