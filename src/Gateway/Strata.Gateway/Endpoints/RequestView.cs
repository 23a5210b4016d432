using Strata.Ledger.Rows;

namespace Strata.Gateway.Endpoints;

/// <summary>A row of the ledger as our API shows it.</summary>
internal sealed record RequestView
{
    public required string Id { get; init; }

    public DateTimeOffset At { get; init; }

    public required string Project { get; init; }

    public required string KeyId { get; init; }

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

    /// <summary>Billionths of a dollar; absent where unknown.</summary>
    public long? CostNanos { get; init; }

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
        CostNanos = row.CostNanos,
        Unpriced = row.CostNanos is null,
        PriceVersion = row.PriceVersion,
        TraceId = NullIfEmpty(row.TraceId),
        QueueMs = row.Queue.TotalMilliseconds,
        FirstTokenMs = row.FirstToken?.TotalMilliseconds,
        TotalMs = row.Total.TotalMilliseconds,
        ErrorCode = NullIfEmpty(row.ErrorCode),
        UpstreamRequestId = NullIfEmpty(row.UpstreamRequestId),
    };

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
