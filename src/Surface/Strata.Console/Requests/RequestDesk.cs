using Strata.Console.Charts;
using Strata.Console.Data;
using Strata.Telemetry.Traces;

namespace Strata.Console.Requests;

/// <summary>Joins requests with what their traces and keys know of them, within a reader's scope.</summary>
internal sealed class RequestDesk(IRequestLog log, IKeyDesk keys, TraceReader traces)
{
    /// <summary>The requests that a query selects, with what was asked.</summary>
    public async ValueTask<IReadOnlyList<RequestRow>> ListAsync(Reach reach, RequestQuery query, CancellationToken cancellationToken)
    {
        var names = Keys(reach).ToDictionary(k => k.Id, k => k.Name, StringComparer.Ordinal);
        var rows = await log.ListAsync(Within(reach, query), cancellationToken);
        var known = new List<RequestRow>(rows.Count);
        foreach (var row in rows)
        {
            known.Add(row with { Asked = Conversation.AskedOf(await TraceOfAsync(reach, row, cancellationToken)), KeyName = names.GetValueOrDefault(row.KeyId, row.KeyId) });
        }

        return known;
    }

    /// <summary>Exact sums of what a query selects.</summary>
    public ValueTask<IReadOnlyList<UsageLine>> SumAsync(Reach reach, RequestQuery query, bool byDay, CancellationToken cancellationToken) =>
        log.SumAsync(Within(reach, query), byDay, cancellationToken);

    /// <summary>One request with all that is known of it; null where there is none in scope.</summary>
    public async ValueTask<RequestView?> FindAsync(Reach reach, string id, CancellationToken cancellationToken)
    {
        if (await log.FindAsync(reach, id, cancellationToken) is not { } row || (reach.KeyId is { } own && own != row.KeyId))
        {
            return null;
        }

        var trace = await TraceOfAsync(reach, row, cancellationToken);
        var name = Keys(reach).FirstOrDefault(k => k.Id == row.KeyId)?.Name ?? row.KeyId;
        return new RequestView(
            row with { Asked = Conversation.AskedOf(trace), KeyName = name }, trace, Conversation.Of(trace), trace is null ? [] : WaterfallLayout.Of(trace));
    }

    private static RequestQuery Within(Reach reach, RequestQuery query) =>
        query with { Project = reach.Project, Organization = reach.Organization, KeyId = reach.KeyId ?? query.KeyId };

    private IReadOnlyList<KeyRow> Keys(Reach reach) => reach.Organization is { } organization ? keys.ListAll(organization) : keys.List(reach.Project ?? "");

    private ValueTask<Trace?> TraceOfAsync(Reach reach, RequestRow row, CancellationToken cancellationToken) =>
        traces.FindAsync(reach.Traces(row.Project), row.TraceId.Length > 0 ? row.TraceId : row.Id, cancellationToken);
}
