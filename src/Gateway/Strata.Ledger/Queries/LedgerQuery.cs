using Strata.Ledger.Rows;

namespace Strata.Ledger.Queries;

/// <summary>Which rows of a project are wanted.</summary>
public sealed record LedgerQuery
{
    /// <summary>The most rows of a page.</summary>
    public const int LimitMax = 1_000;

    /// <summary>The project; every query names one.</summary>
    public required string Project { get; init; }

    /// <summary>Only this key's rows.</summary>
    public string? KeyId { get; init; }

    /// <summary>Only rows of this model, as asked for.</summary>
    public string? Model { get; init; }

    /// <summary>Only rows that ended so.</summary>
    public LedgerStatus? Status { get; init; }

    /// <summary>Only rows of this trace.</summary>
    public string? TraceId { get; init; }

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
