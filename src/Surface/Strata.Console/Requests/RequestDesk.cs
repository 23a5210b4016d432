using Strata.Console.Charts;
using Strata.Console.Data;
using Strata.Telemetry.Traces;

namespace Strata.Console.Requests;

/// <summary>Joins requests with what their traces and keys know of them, within a reader's scope.</summary>
internal sealed class RequestDesk(IRequestLog log, IKeyDesk keys, TraceReader traces)
{
    /// <summary>The requests that a query selects, with what was asked.</summary>
    public async ValueTask<IReadOnlyList<RequestRow>> ListAsync(TraceScope scope, RequestQuery query, CancellationToken cancellationToken)
    {
        var names = keys.List(scope.Project).ToDictionary(k => k.Id, k => k.Name, StringComparer.Ordinal);
        var rows = await log.ListAsync(Within(scope, query), cancellationToken);
        return [.. rows.Select(r => r with { Asked = Conversation.AskedOf(TraceOf(scope, r)), KeyName = names.GetValueOrDefault(r.KeyId, r.KeyId) })];
    }

    /// <summary>Exact sums of what a query selects.</summary>
    public ValueTask<IReadOnlyList<UsageLine>> SumAsync(TraceScope scope, RequestQuery query, bool byDay, CancellationToken cancellationToken) =>
        log.SumAsync(Within(scope, query), byDay, cancellationToken);

    /// <summary>One request with all that is known of it; null where there is none in scope.</summary>
    public async ValueTask<RequestView?> FindAsync(TraceScope scope, string id, CancellationToken cancellationToken)
    {
        if (await log.FindAsync(scope.Project, id, cancellationToken) is not { } row || (scope.KeyId is { } own && own != row.KeyId))
        {
            return null;
        }

        var trace = TraceOf(scope, row);
        var name = keys.List(scope.Project).FirstOrDefault(k => k.Id == row.KeyId)?.Name ?? row.KeyId;
        return new RequestView(
            row with { Asked = Conversation.AskedOf(trace), KeyName = name }, trace, Conversation.Of(trace), trace is null ? [] : WaterfallLayout.Of(trace));
    }

    private static RequestQuery Within(TraceScope scope, RequestQuery query) =>
        query with { Project = scope.Project, KeyId = scope.KeyId ?? query.KeyId };

    private Trace? TraceOf(TraceScope scope, RequestRow row) =>
        traces.Find(scope, row.Id) ?? (row.TraceId.Length > 0 ? traces.Find(scope, row.TraceId) : null);
}
