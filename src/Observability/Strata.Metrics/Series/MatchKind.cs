namespace Strata.Metrics.Series;

/// <summary>How a label is tested.</summary>
public enum MatchKind
{
    /// <summary><c>=</c></summary>
    Equal,

    /// <summary><c>!=</c></summary>
    NotEqual,

    /// <summary><c>=~</c>, the whole value.</summary>
    Like,

    /// <summary><c>!~</c></summary>
    NotLike,
}
