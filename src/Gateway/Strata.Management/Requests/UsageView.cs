using Strata.Ledger.Queries;

namespace Strata.Management.Requests;

/// <summary>The sum of one group of requests.</summary>
internal sealed record UsageView
{
    public required string Group { get; init; }

    /// <summary>The values of all groups, where there are several.</summary>
    public IReadOnlyList<string>? Groups { get; init; }

    /// <summary>The name that people gave to the group, where it is a key, team or user that is known.</summary>
    public string? Name { get; init; }

    public long Requests { get; init; }

    public long Failed { get; init; }

    public required TokensView Tokens { get; init; }

    /// <summary>The exact sum of the known costs.</summary>
    public long CostNanos { get; init; }

    /// <summary>Requests whose cost is unknown and not in the sum.</summary>
    public long Unpriced { get; init; }

    /// <summary>What caches saved.</summary>
    public long SavedNanos { get; init; }

    /// <summary>What providers said that it cost, where they said so; in no other sum.</summary>
    public long UpstreamCostNanos { get; init; }

    public static UsageView From(UsageSum sum, string? name) => new()
    {
        Group = sum.Group,
        Groups = sum.Keys.Count > 1 ? [.. sum.Keys] : null,
        Name = name,
        Requests = sum.Requests,
        Failed = sum.Failed,
        Tokens = TokensView.From(sum.Usage),
        CostNanos = sum.CostNanos,
        Unpriced = sum.Unpriced,
        SavedNanos = sum.SavedNanos,
        UpstreamCostNanos = sum.UpstreamCostNanos,
    };
}
