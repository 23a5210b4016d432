using Strata.Ledger.Rows;

namespace Strata.Management.Requests;

/// <summary>A row of the ledger as our API shows it.</summary>
internal sealed record RequestView
{
    public required string Id { get; init; }

    public DateTimeOffset At { get; init; }

    public required string Project { get; init; }

    public required string KeyId { get; init; }

    public string? User { get; init; }

    public string? EndUser { get; init; }

    public IReadOnlyList<string>? Tags { get; init; }

    public required string Model { get; init; }

    public required string Deployment { get; init; }

    public required string Provider { get; init; }

    public required string Endpoint { get; init; }

    public bool Stream { get; init; }

    public required string Status { get; init; }

    public int HttpStatus { get; init; }

    public string? FinishReason { get; init; }

    public required TokensView Tokens { get; init; }

    public required string UsageSource { get; init; }

    /// <summary>Billionths of a dollar by the newest reckoning; absent where unknown.</summary>
    public long? CostNanos { get; init; }

    /// <summary>What a cache hit saved.</summary>
    public long? SavedNanos { get; init; }

    /// <summary>What the answer cache did; absent where it was not asked.</summary>
    public string? Cache { get; init; }

    /// <summary>How many attempts were made.</summary>
    public int Attempts { get; init; }

    /// <summary>Whether the cost is unknown.</summary>
    public bool Unpriced { get; init; }

    public required string PriceVersion { get; init; }

    public string? TraceId { get; init; }

    public double QueueMs { get; init; }

    public double? FirstTokenMs { get; init; }

    public double TotalMs { get; init; }

    public string? ErrorCode { get; init; }

    public string? UpstreamRequestId { get; init; }

    public static RequestView From(LedgerRow row) => new()
    {
        Id = row.Id,
        At = row.At,
        Project = row.Project,
        KeyId = row.KeyId,
        User = NullIfEmpty(row.User),
        EndUser = NullIfEmpty(row.EndUser),
        Tags = row.Tags.Count > 0 ? [.. row.Tags] : null,
        Model = row.Model,
        Deployment = row.Deployment,
        Provider = row.Provider,
        Endpoint = row.Endpoint,
        Stream = row.Stream,
        Status = LedgerWords.Of(row.Status),
        HttpStatus = row.HttpStatus,
        FinishReason = NullIfEmpty(row.FinishReason),
        Tokens = TokensView.From(row.Usage),
        UsageSource = LedgerWords.Of(row.UsageSource),
        CostNanos = row.CurrentNanos,
        SavedNanos = row.SavedNanos > 0 ? row.SavedNanos : null,
        Cache = NullIfEmpty(row.CacheStatus),
        Attempts = row.Attempts.Count,
        Unpriced = row.CurrentNanos is null,
        PriceVersion = row.PriceVersion,
        TraceId = NullIfEmpty(row.TraceId),
        QueueMs = row.Queue.TotalMilliseconds,
        FirstTokenMs = row.FirstToken?.TotalMilliseconds,
        TotalMs = row.Total.TotalMilliseconds,
        ErrorCode = NullIfEmpty(row.ErrorCode),
        UpstreamRequestId = NullIfEmpty(row.UpstreamRequestId),
    };

    internal static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
