using Microsoft.AspNetCore.Http;
using Strata.Core.Results;
using Strata.Core.Tenancy;
using Strata.Http;
using Strata.Ledger.Queries;
using Strata.Ledger.Rows;
using Strata.Management.Wire;

namespace Strata.Management.Requests;

/// <summary>
/// Reads the filters of a ledger query. It sees the caller's project, whatever the query says; an administrator may name another team of the
/// organisation, or all of them (<c>team=*</c>). A key of role service sees its own requests only.
/// </summary>
internal static class LedgerQueryReader
{
    public static readonly string[] Filters =
    [
        "model", "deployment", "provider", "endpoint", "key", "user", "end_user", "tag", "team", "status", "trace", "cache", "unpriced", "text", "from", "to",
    ];

    public static Result<LedgerQuery> Read(HttpContext context, params ReadOnlySpan<string> more)
    {
        if (!ApiQuery.Read(context, [.. Filters, .. more]).Try(out var given, out var problem)
            || !given.Count("limit", 50, LedgerQuery.LimitMax).Try(out var limit, out problem)
            || !given.Flag("unpriced").Try(out var unpriced, out problem))
        {
            return problem;
        }

        LedgerStatus? status = null;
        if (given.Text("status") is { } word && (status = LedgerWords.Status(word)) is null)
        {
            return Problem.Invalid($"'{word}' is not a status. Use ok, client_cancelled, upstream_error, refused or failed.", "status");
        }

        if (!given.Time("from").Try(out var from, out problem) || !given.Time("to").Try(out var to, out problem))
        {
            return problem;
        }

        var caller = context.Caller();
        var team = given.Text("team");
        if (team is not null && team != caller.Project && !(caller.Is(Role.Admin) && caller.MayUse(ApiGroup.AdminScope)))
        {
            return new Problem(ProblemCode.Forbidden, "Only an administrator sees other teams.") { Field = "team" };
        }

        return new LedgerQuery
        {
            Project = team is "*" ? null : team ?? caller.Project,
            Organization = caller.Organization,
            KeyId = caller.Role == Role.Service ? caller.KeyId : given.Text("key"),
            User = given.Text("user"),
            EndUser = given.Text("end_user"),
            Tag = given.Text("tag"),
            Model = given.Text("model"),
            Deployment = given.Text("deployment"),
            Provider = given.Text("provider"),
            Endpoint = given.Text("endpoint"),
            CacheStatus = given.Text("cache"),
            Status = status,
            Unpriced = unpriced,
            TraceId = given.Text("trace"),
            Text = given.Text("text"),
            From = from,
            To = to,
            Before = given.Text("before"),
            Limit = limit,
        };
    }
}
