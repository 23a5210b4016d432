namespace Strata.Traces.Queries.Filters;

/// <summary>How a field is compared.</summary>
internal enum FilterOperator
{
    Equal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,

    /// <summary>Holds the text, ASCII letters in either case.</summary>
    Contains,

    /// <summary>Equals one of several values.</summary>
    In,

    /// <summary>Has any value.</summary>
    Exists,
}
