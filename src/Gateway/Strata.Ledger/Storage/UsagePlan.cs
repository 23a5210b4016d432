using Strata.Ledger.Queries;

namespace Strata.Ledger.Storage;

/// <summary>
/// How a sum is put together: whole days and hours come from cells, what is left at the edges from the rows themselves, so that a
/// month by any dimension reads days and is exact to the millisecond all the same.
/// <code>
/// from ── rows ── | hours | ── days ── | hours | ── rows ── to
/// </code>
/// End users and tags have cells of days only. What cells do not know (status, trace, text, cache) is summed over rows.
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

    public static UsagePlan Of(LedgerQuery query, IReadOnlyList<UsageGroup> groups)
    {
        var byLabel = groups.Contains(UsageGroup.Tag) ? UsageCell.Tag : groups.Contains(UsageGroup.EndUser) ? UsageCell.EndUser : null;
        var filtered = query.Tag is not null ? UsageCell.Tag : query.EndUser is not null ? UsageCell.EndUser : null;
        var kind = byLabel ?? filtered ?? "";
        var byHour = groups.Contains(UsageGroup.Hour);
        var unknownToCells = query.Status is not null || query.TraceId is not null || query.CacheStatus is not null || query.Unpriced is not null
            || !string.IsNullOrEmpty(query.Text) || query.Before is not null
            || (query.Tag is not null && (kind != UsageCell.Tag || byLabel is not null)) // the other tags of the rows that have this one
            || (query.EndUser is not null && kind != UsageCell.EndUser)
            || (groups.Contains(UsageGroup.Tag) && groups.Contains(UsageGroup.EndUser))
            || (kind.Length > 0 && byHour);
        if (unknownToCells)
        {
            return new UsagePlan { Kind = kind, Cells = [], Rows = [(query.From, query.To)] };
        }

        return byHour ? Split(query, kind, 1, days: false) : Split(query, kind, kind.Length == 0 ? 1 : DayHours, days: true);
    }

    /// <summary>Splits the time into rows, hours (where the smallest cell is an hour) and days.</summary>
    private static UsagePlan Split(LedgerQuery query, string kind, long smallest, bool days)
    {
        var from = query.From?.ToUnixTimeMilliseconds();
        var to = query.To?.ToUnixTimeMilliseconds();
        var first = from is { } a ? Up(Up(a, HourMs) / HourMs, smallest) : (long?)null;
        var last = to is { } b ? b / HourMs / smallest * smallest : (long?)null;
        if (first >= last)
        {
            return new UsagePlan { Kind = kind, Cells = [], Rows = [(query.From, query.To)] };
        }

        var rows = new List<(DateTimeOffset?, DateTimeOffset?)>();
        if (first is { } begin && from < begin * HourMs)
        {
            rows.Add((query.From, Time(begin)));
        }

        if (last is { } end && to > end * HourMs)
        {
            rows.Add((Time(end), query.To));
        }

        var cells = new List<UsageSpan>();
        var firstDay = first is { } f ? Up(f, DayHours) : (long?)null;
        var lastDay = last / DayHours * DayHours;
        if (!days || firstDay >= lastDay)
        {
            cells.Add(new UsageSpan(1, first, last));
        }
        else
        {
            if (first < firstDay)
            {
                cells.Add(new UsageSpan(1, first, firstDay));
            }

            cells.Add(new UsageSpan(DayHours, firstDay, lastDay));
            if (last > lastDay)
            {
                cells.Add(new UsageSpan(1, lastDay, last));
            }
        }

        return new UsagePlan { Kind = kind, Cells = cells, Rows = rows };
    }

    private static long Up(long value, long step) => (value + step - 1) / step * step;

    private static DateTimeOffset Time(long hour) => DateTimeOffset.FromUnixTimeMilliseconds(hour * HourMs);
}
