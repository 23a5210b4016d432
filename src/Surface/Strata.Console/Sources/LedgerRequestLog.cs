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

    /// <summary>Past the own project every look names the organisation, so that an id or a project of another one finds nothing.</summary>
    public async ValueTask<RequestRow?> FindAsync(Reach reach, string id, CancellationToken cancellationToken)
    {
        var found = reach is { Organization: null, Project: { } project }
            ? await ledger.FindAsync(project, id, cancellationToken)
            : (await ledger.QueryAsync(Around(reach, id), cancellationToken)).FirstOrDefault(r => r.Id == id);
        return found is { } row && (reach.KeyId is null || row.KeyId == reach.KeyId) ? Row(row) : null;
    }

    public async ValueTask<IReadOnlyList<UsageLine>> SumAsync(RequestQuery query, bool byDay, CancellationToken cancellationToken) =>
        [.. (await ledger.SumAsync(Translate(query), byDay ? UsageGroup.Day : UsageGroup.Model, cancellationToken)).Select(s =>
            new UsageLine(s.Group, s.Requests, s.Failed, s.Usage.Prompt, s.Usage.Completion, new NanoDollars(s.CostNanos), s.Unpriced))];

    /// <summary>Ids sort by time: only the time that this one was made in is looked through.</summary>
    private static LedgerQuery Around(Reach reach, string id)
    {
        var at = IdTime.Of(id);
        return new() { Project = reach.Project, Organization = reach.Organization, Text = id, From = at?.AddMinutes(-1), To = at?.AddMinutes(1), Limit = 5 };
    }

    private static LedgerQuery Translate(RequestQuery query) => new()
    {
        Project = query.Project,
        Organization = query.Organization,
        KeyId = query.KeyId,
        Model = query.Model,
        Provider = query.Provider,
        Deployment = query.Deployment,
        User = query.User,
        EndUser = query.EndUser,
        Tag = query.Tag,
        Endpoint = query.Endpoint,
        CacheStatus = query.Cache,
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
        Project = row.Project,
        User = row.User,
        EndUser = row.EndUser,
        Tags = row.Tags,
        Route = string.Join(" · ", new[] { row.Route, row.Strategy, row.Experiment }.Where(p => p.Length > 0)),
        Translation = row.DialectIn.Length > 0 && row.DialectOut.Length > 0 && row.DialectIn != row.DialectOut ? $"{row.DialectIn} → {row.DialectOut}" : "",
        Attempts = row.Attempts,
        Notes = row.Notes,
        Findings = row.Verdicts,
        Cache = row.CacheStatus,
        Saved = new NanoDollars(row.SavedNanos),
        Reported = row.UpstreamCostNanos is { } reported ? new NanoDollars(reported) : null,
        CutOff = row.CutOff,
        Continuations = row.Continuations,
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
        Cost = row.CurrentNanos is { } nanos ? new NanoDollars(nanos) : null,
        PriceVersion = row.PriceVersion,
        TraceId = row.TraceId,
        Queue = row.Queue,
        FirstToken = row.FirstToken,
        Total = row.Total,
        UpstreamRequestId = row.UpstreamRequestId,
    };
}
