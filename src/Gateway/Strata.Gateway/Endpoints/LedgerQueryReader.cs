using System.Globalization;
using Microsoft.AspNetCore.Http;
using Strata.Core.Results;
using Strata.Core.Tenancy;
using Strata.Http;
using Strata.Ledger.Queries;
using Strata.Ledger.Rows;

namespace Strata.Gateway.Endpoints;

/// <summary>Reads the filters of a ledger query. The project is the caller's, whatever the query says.</summary>
internal static class LedgerQueryReader
{
    private static readonly string[] Known = ["limit", "before", "model", "key", "status", "trace", "text", "from", "to", "group_by"];

    public static Result<LedgerQuery> Read(HttpContext context)
    {
        var given = context.Request.Query;
        if (given.Keys.FirstOrDefault(k => !Known.Contains(k)) is { } unknown)
        {
            return Problem.Invalid($"'{unknown}' is not a filter. Use {string.Join(", ", Known)}.", unknown);
        }

        if (given.FirstOrDefault(pair => pair.Value.ToString().Contains('\0', StringComparison.Ordinal)) is { Key: { } holed })
        {
            return Problem.Invalid($"'{holed}' holds a zero character, which no stored text has.", holed);
        }

        var limit = 50;
        if (given["limit"].ToString() is { Length: > 0 } limitText && (!int.TryParse(limitText, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit is < 1 or > LedgerQuery.LimitMax))
        {
            return Problem.Invalid($"'limit' is a whole number from 1 to {LedgerQuery.LimitMax}.", "limit");
        }

        LedgerStatus? status = null;
        if (Text("status") is { } word && (status = LedgerWords.Status(word)) is null)
        {
            return Problem.Invalid($"'{word}' is not a status. Use ok, client_cancelled, upstream_error, refused or failed.", "status");
        }

        if (!Time("from").Try(out var from, out var problem) || !Time("to").Try(out var to, out problem))
        {
            return problem;
        }

        var caller = context.Caller();
        return new LedgerQuery
        {
            Project = caller.Project,
            KeyId = caller.Role == Role.Service ? caller.KeyId : Text("key"),
            Model = Text("model"),
            Status = status,
            TraceId = Text("trace"),
            Text = Text("text"),
            From = from.Value,
            To = to.Value,
            Before = Text("before"),
            Limit = limit,
        };

        string? Text(string name) => given[name].ToString() is { Length: > 0 } text ? text : null;

        Result<Moment> Time(string name) =>
            Text(name) is not { } text ? new Moment(null)
            : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? new Moment(at)
            : Problem.Invalid($"'{name}' is not a time. Write for instance 2026-11-21T13:00:00Z.", name);
    }

    private sealed record Moment(DateTimeOffset? Value);
}
