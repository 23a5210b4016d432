using Strata.Traces.Api.Wire;

namespace Strata.Traces.Api.Sums;

/// <summary>A session or a user with what was done in it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Spans">Spans that name it.</param>
/// <param name="Errors">Spans that failed.</param>
/// <param name="Traces">Traces that were looked at.</param>
/// <param name="HasMore">Whether there are more traces than were looked at: tokens and price are of the newest ones then.</param>
/// <param name="First">Begin of the oldest trace that was looked at.</param>
/// <param name="Last">Begin of the newest trace.</param>
/// <param name="Usage">Tokens; nothing counts twice.</param>
/// <param name="CostNanos">The exact price in billionths of a dollar; null where none is known.</param>
/// <param name="Asked">What was asked last, cut.</param>
/// <param name="User">The user of a session.</param>
/// <param name="Sessions">Sessions of a user, among the traces looked at.</param>
public sealed record GroupItem(
    string Id, long Spans, long Errors, int Traces, bool HasMore, DateTimeOffset First, DateTimeOffset Last, UsageBody? Usage, long? CostNanos, string? Asked, string? User, int Sessions)
{
    /// <summary>A row as the API says it.</summary>
    public static GroupItem Of(GroupRow row) => new(
        row.Id, row.Spans, row.Errors, row.Traces, row.HasMore, TraceIds.Time(row.FirstNs), TraceIds.Time(row.LastNs), UsageBody.Of(row.Usage), row.CostNanos, Words.Filled(row.Asked),
        Words.Filled(row.User), row.Sessions);
}
