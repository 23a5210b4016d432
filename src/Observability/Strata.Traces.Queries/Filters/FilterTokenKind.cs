namespace Strata.Traces.Queries.Filters;

/// <summary>Kinds of tokens.</summary>
internal enum FilterTokenKind
{
    /// <summary>A name, a keyword, a number, or a value without quotes.</summary>
    Word,
    Quoted,
    Symbol,
    End,
}
