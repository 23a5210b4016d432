using Strata.Traces.Api.Trees;
using Strata.Traces.Queries.Lists;
using Strata.Traces.Queries.Scores;

namespace Strata.Console.Tracing;

/// <summary>A trace as its page and its drawer show it.</summary>
/// <param name="Sum">What a list says of it.</param>
/// <param name="Tree">Its spans.</param>
/// <param name="Chosen">The span whose panel is open.</param>
/// <param name="Scores">Judgements on it and its spans.</param>
public sealed record TraceView(TraceRow Sum, SpanTree Tree, SpanView? Chosen, IReadOnlyList<Score> Scores)
{
    /// <summary>What was asked, else what was done.</summary>
    public string Title => Asked.Length > 0 ? Asked : Sum.Root.Name.Length > 0 ? Sum.Root.Name : "Trace";

    /// <summary>What was asked.</summary>
    public required string Asked { get; init; }
}
