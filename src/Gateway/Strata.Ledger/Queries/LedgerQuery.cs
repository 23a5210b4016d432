using Strata.Ledger.Rows;

namespace Strata.Ledger.Queries;

/// <summary>
/// Which rows are wanted. A query sees one project, or, with <see cref="Project"/> null, all projects of one <see cref="Organization"/>;
/// one that names neither is a defect and throws.
/// </summary>
public sealed record LedgerQuery
{
    /// <summary>The most rows of a page.</summary>
    public const int LimitMax = 1_000;

    /// <summary>The project; null for all of the organisation's, which only who may see them all may ask for.</summary>
    public required string? Project { get; init; }

    /// <summary>Only rows of this organisation; required where no project is named.</summary>
    public string? Organization { get; init; }

    /// <summary>Only this team's rows.</summary>
    public string? Team { get; init; }

    /// <summary>Only this user's rows.</summary>
    public string? User { get; init; }

    /// <summary>Only rows of this customer of the caller's.</summary>
    public string? EndUser { get; init; }

    /// <summary>Only rows with this tag, <c>key=value</c>.</summary>
    public string? Tag { get; init; }

    /// <summary>Only this key's rows.</summary>
    public string? KeyId { get; init; }

    /// <summary>Only rows of this model, as asked for.</summary>
    public string? Model { get; init; }

    /// <summary>Only rows that this deployment answered.</summary>
    public string? Deployment { get; init; }

    /// <summary>Only rows that this provider answered.</summary>
    public string? Provider { get; init; }

    /// <summary>Only rows of this surface, for instance <c>openai.chat</c>.</summary>
    public string? Endpoint { get; init; }

    /// <summary>Only rows that ended so.</summary>
    public LedgerStatus? Status { get; init; }

    /// <summary>Only rows of this trace.</summary>
    public string? TraceId { get; init; }

    /// <summary>Only rows whose answer cache did this, for instance <c>exact</c>.</summary>
    public string? CacheStatus { get; init; }

    /// <summary>Only rows whose cost is unknown (true) or known (false).</summary>
    public bool? Unpriced { get; init; }

    /// <summary>Only rows whose id, model, deployment, error code or upstream id contains this, in any case.</summary>
    public string? Text { get; init; }

    /// <summary>Only rows from this time on.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Only rows before this time.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Only rows older than the row with this id: the last id of the page before.</summary>
    public string? Before { get; init; }

    /// <summary>The most rows, 1 to 1,000.</summary>
    public int Limit { get; init; } = 50;
}
