using Strata.Traces.Queries.Lists;

namespace Strata.Traces.Api.Trees;

/// <summary>A span in its place in the tree.</summary>
public sealed class SpanNode
{
    internal SpanNode(SpanRow span) => Span = span;

    /// <summary>The span.</summary>
    public SpanRow Span { get; }

    /// <summary>How many stand above it.</summary>
    public int Depth { get; internal set; }

    /// <summary>Place of the one above it among the tree's nodes; −1 for none.</summary>
    public int Parent { get; internal set; } = -1;

    /// <summary>How many stand below it, at any depth; they follow it.</summary>
    public int Below { get; internal set; }

    /// <summary>Time in which none of its children ran, in nanoseconds.</summary>
    public long SelfNs { get; internal set; }

    /// <summary>Whether the trace as a whole waited for it.</summary>
    public bool IsCritical { get; internal set; }

    internal List<SpanNode> Children { get; } = [];

    internal int Place { get; set; }
}
