using Strata.Ledger.Queries;

namespace Strata.Ledger.Storage;

/// <summary>
/// How a sum is put together: whole days and hours come from cells, open hours and the edges from the rows themselves, so that a month by any
/// dimension reads days and is exact to the millisecond all the same.
/// <code>
/// from ── rows ── | hours | ── days ── | hours | ── rows ── to        and rows for each open hour between
/// </code>
/// What cells do not know (status, trace, text, cache; an end user by tag) is summed over rows.
/// </summary>
internal sealed record UsagePlan
{
    private const long HourMs = 3_600_000;
    private const long DayHours = 24;

    /// <summary>The kind of the cells.</summary>
    public required string Kind { get; init; }

    /// <summary>What is read from cells.</summary>
    public required IReadOnlyList<UsageSpan> Cells { get; init; }

    /// <summary>What is read from rows.</summary>
    public required IReadOnlyList<(DateTimeOffset? From, DateTimeOffset? To)> Rows { get; init; }

    /// <summary>Plans a sum.</summary>
    /// <param name="query">Which rows.</param>
    /// <param name="groups">By what.</param>
    /// <param name="openHours">Hours without cells, ascending.</param>
    /// <param name="openDays">Days without a cell of their own, ascending.</param>
    public static UsagePlan Of(LedgerQuery query, IReadOnlyList<UsageGroup> groups, IReadOnlyList<long> openHours, IReadOnlyList<long> openDays)
    {
        var byTag = query.Tag is not null || groups.Contains(UsageGroup.Tag);
        var byEndUser = query.EndUser is not null || groups.Contains(UsageGroup.EndUser);
        var kind = byTag ? UsageSums.Tag : byEndUser ? UsageSums.EndUser : "";
        var unknownToCells = query.Status is not null || query.TraceId is not null || query.CacheStatus is not null || query.Unpriced is not null
            || !string.IsNullOrEmpty(query.Text) || query.Before is not null || (byTag && byEndUser);
        var from = query.From?.ToUnixTimeMilliseconds();
        var to = query.To?.ToUnixTimeMilliseconds();
        var first = (from + HourMs - 1) / HourMs;
        var last = to / HourMs;
        if (unknownToCells || first >= last)
        {
            return new UsagePlan { Kind = kind, Cells = [], Rows = [(query.From, query.To)] };
        }

        var rows = openHours.Where(h => !(h < first) && !(h >= last)).Select(h => ((DateTimeOffset?)Time(h), (DateTimeOffset?)Time(h + 1))).ToList();
        if (from < first * HourMs)
        {
            rows.Add((query.From, Time(first!.Value)));
        }

        if (to > last * HourMs)
        {
            rows.Add((Time(last!.Value), query.To));
        }

        return new UsagePlan { Kind = kind, Cells = groups.Contains(UsageGroup.Hour) ? [new UsageSpan(1, first, last)] : CellsOf(first, last, openDays), Rows = rows };
    }

    private static List<UsageSpan> CellsOf(long? first, long? last, IReadOnlyList<long> openDays)
    {
        var firstDay = (first + DayHours - 1) / DayHours * DayHours;
        var lastDay = last / DayHours * DayHours;
        if (firstDay >= lastDay)
        {
            return [new UsageSpan(1, first, last)];
        }

        // A day that is open has no cell of its own: its hours stand for it.
        var cells = new List<UsageSpan> { new(DayHours, firstDay, lastDay) };
        cells.AddRange(openDays.Select(d => d * DayHours).Where(d => !(d < firstDay) && !(d >= lastDay)).Select(d => new UsageSpan(1, d, d + DayHours)));
        if (first < firstDay)
        {
            cells.Add(new UsageSpan(1, first, firstDay));
        }

        if (last > lastDay)
        {
            cells.Add(new UsageSpan(1, lastDay, last));
        }

        return cells;
    }

    private static DateTimeOffset Time(long hour) => DateTimeOffset.FromUnixTimeMilliseconds(hour * HourMs);
}
