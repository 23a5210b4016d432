using Strata.Core.Usage;
using Strata.Ledger.Rows;

namespace Strata.Ledger.Queries;

/// <summary>The sum of a group of rows.</summary>
public sealed record UsageSum
{
    /// <summary>The value of the first group: a model, a key's id, a day.</summary>
    public string Group => Keys.Count > 0 ? Keys[0] : "";

    /// <summary>The values of all groups, in the order in which they were asked for.</summary>
    public required RowList<string> Keys { get; init; }

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

    /// <summary>The tokens of the rows whose cost is unknown.</summary>
    public long UnpricedTokens { get; init; }

    /// <summary>The sum of what upstreams said that it cost, where they said so.</summary>
    public long UpstreamCostNanos { get; init; }

    /// <summary>The sum of what caches saved.</summary>
    public long SavedNanos { get; init; }

    /// <summary>The sum of the rows' durations.</summary>
    public TimeSpan Total { get; init; }
}
