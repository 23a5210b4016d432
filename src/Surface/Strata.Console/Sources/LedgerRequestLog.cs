using Strata.Console.Data;
using Strata.Core.Money;
using Strata.Ledger;
using Strata.Ledger.Queries;
using Strata.Ledger.Rows;

namespace Strata.Console.Sources;

/// <summary>The requests of a project as the gateway's ledger has them.</summary>
internal sealed class LedgerRequestLog(LedgerReader ledger) : IRequestLog
{
    public async ValueTask<IReadOnlyList<RequestRow>> ListAsync(RequestQuery query, CancellationToken cancellationToken) =>
        [.. (await ledger.QueryAsync(Translate(query), cancellationToken)).Select(Row)];

    public async ValueTask<RequestRow?> FindAsync(string project, string id, CancellationToken cancellationToken) =>
        await ledger.FindAsync(project, id, cancellationToken) is { } row ? Row(row) : null;

    public async ValueTask<IReadOnlyList<UsageLine>> SumAsync(RequestQuery query, bool byDay, CancellationToken cancellationToken) =>
        [.. (await ledger.SumAsync(Translate(query), byDay ? UsageGroup.Day : UsageGroup.Model, cancellationToken)).Select(s =>
            new UsageLine(s.Group, s.Requests, s.Failed, s.Usage.Prompt, s.Usage.Completion, new NanoDollars(s.CostNanos), s.Unpriced))];

    private static LedgerQuery Translate(RequestQuery query) => new()
    {
        Project = query.Project,
        KeyId = query.KeyId,
        Model = query.Model,
        Status = query.Verdict is { } verdict ? Status(verdict) : null,
        Text = query.Text,
        From = query.From,
        To = query.To,
        Before = query.Before,
        Limit = query.Limit,
    };

    private static LedgerStatus Status(RequestVerdict verdict) => verdict switch
    {
        RequestVerdict.Ok => LedgerStatus.Ok,
        RequestVerdict.CallerLeft => LedgerStatus.ClientCancelled,
        RequestVerdict.ProviderFailed => LedgerStatus.UpstreamError,
        RequestVerdict.Refused => LedgerStatus.Refused,
        _ => LedgerStatus.Failed,
    };

    private static RequestRow Row(LedgerRow row) => new()
    {
        Id = row.Id,
        At = row.At,
        KeyId = row.KeyId,
        Model = row.Model,
        Deployment = row.Deployment,
        Provider = row.Provider,
        Endpoint = row.Endpoint,
        Stream = row.Stream,
        Verdict = row.Status switch
        {
            LedgerStatus.Ok => RequestVerdict.Ok,
            LedgerStatus.ClientCancelled => RequestVerdict.CallerLeft,
            LedgerStatus.UpstreamError => RequestVerdict.ProviderFailed,
            LedgerStatus.Refused => RequestVerdict.Refused,
            _ => RequestVerdict.Failed,
        },
        HttpStatus = row.HttpStatus,
        FinishReason = row.FinishReason,
        ErrorCode = row.ErrorCode,
        Usage = row.Usage,
        UsageSource = LedgerWords.Of(row.UsageSource),
        Cost = row.CostNanos is { } nanos ? new NanoDollars(nanos) : null,
        PriceVersion = row.PriceVersion,
        TraceId = row.TraceId,
        Queue = row.Queue,
        FirstToken = row.FirstToken,
        Total = row.Total,
        UpstreamRequestId = row.UpstreamRequestId,
    };
}
