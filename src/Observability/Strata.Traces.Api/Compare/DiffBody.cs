using Strata.Traces.Api.Lists;

namespace Strata.Traces.Api.Compare;

/// <summary>Two traces beside each other.</summary>
/// <param name="Left">The first.</param>
/// <param name="Right">The second.</param>
/// <param name="Rows">Their spans, those that belong together in one row.</param>
public sealed record DiffBody(TraceItem Left, TraceItem Right, IReadOnlyList<DiffItem> Rows);
