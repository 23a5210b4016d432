using Strata.Traces.Columns;

namespace Strata.Traces.Storage;

/// <summary>All tables of a store at one moment: every span of it once. Replaced as a whole; a query works on the one it took.</summary>
internal abstract record TableSet
{
    /// <summary>Every table, newest first.</summary>
    public abstract IEnumerable<SpanTable> Tables { get; }
}
