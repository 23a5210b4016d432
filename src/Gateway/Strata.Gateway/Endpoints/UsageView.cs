using Strata.Ledger.Queries;

namespace Strata.Gateway.Endpoints;

/// <summary>The sum of one group of requests.</summary>
internal sealed record UsageView
{
    public required string Group { get; init; }

    /// <summary>The key's name, where the group is a key that is known.</summary>
    public string? Name { get; init; }

    public long Requests { get; init; }

    public long Failed { get; init; }

    public required TokensView Tokens { get; init; }

    /// <summary>The exact sum of the known costs.</summary>
    public long CostNanos { get; init; }

    /// <summary>Requests whose cost is unknown and not in the sum.</summary>
    public long Unpriced { get; init; }

    public static UsageView From(UsageSum sum, string? name) => new()
    {
        Group = sum.Group,
        Name = name,
        Requests = sum.Requests,
        Failed = sum.Failed,
        Tokens = TokensView.From(sum.Usage),
        CostNanos = sum.CostNanos,
        Unpriced = sum.Unpriced,
    };
}
