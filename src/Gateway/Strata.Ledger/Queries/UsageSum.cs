using Strata.Core.Usage;

namespace Strata.Ledger.Queries;

/// <summary>The sum of a group of rows.</summary>
public sealed record UsageSum
{
    /// <summary>The model, key id or day.</summary>
    public required string Group { get; init; }

    /// <summary>Rows.</summary>
    public long Requests { get; init; }

    /// <summary>Rows that ended otherwise than <c>ok</c>.</summary>
    public long Failed { get; init; }

    /// <summary>Tokens by class.</summary>
    public TokenUsage Usage { get; init; }

    /// <summary>The exact sum of the known costs.</summary>
    public long CostNanos { get; init; }

    /// <summary>Rows whose cost is unknown; where above zero, <see cref="CostNanos"/> is a lower bound.</summary>
    public long Unpriced { get; init; }
}
