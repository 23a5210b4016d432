using Strata.Traces.Columns;
using Strata.Traces.Live;

namespace Strata.Traces.Storage;

/// <summary>
/// Decides which segments go or are written anew, and writes them: whole days that nobody keeps go; of a day that others keep the rows of
/// tenants who have let it go are left out; small segments of a past day become one. Under sampling nothing is written anew, because
/// roll-ups count rows that are no longer there.
/// </summary>
internal sealed class Tidier(TraceStoreOptions options, SpanRules rules, ITraceWatch watch, TimeProvider time, SegmentMill mill)
{
    private const int SmallLeast = 4;
    private readonly HashSet<long> damaged = [];

    /// <summary>The segments that nobody keeps, and the oldest days beyond the bound of the disk.</summary>
    public List<StoredSegment> Gone(IReadOnlyList<StoredSegment> segments)
    {
        var gone = segments.Where(s => Tenants(s).All(tenant => HasLetGo(tenant, s))).ToList();
        var bytes = segments.Sum(s => s.Segment.FileBytes) - gone.Sum(s => s.Segment.FileBytes);
        foreach (var day in segments.Except(gone).GroupBy(s => s.Name.Day).OrderBy(d => d.Key).ToArray())
        {
            if (options.DiskBytesMax == 0 || bytes <= options.DiskBytesMax)
            {
                break;
            }

            gone.AddRange(day);
            bytes -= day.Sum(s => s.Segment.FileBytes);
        }

        return gone;
    }

    /// <summary>Whether memory holds spans that their tenant has let go.</summary>
    public bool HoldsExpired(LiveTable live) =>
        live.Rows > 0 && Enumerable.Range(1, Math.Max(0, live.LabelCount(Label.Tenant) - 1)).Any(code => rules.EarliestNs(TenantText.Read(live.LabelBytes(Label.Tenant, code).Span)) > live.Starts.Min);

    /// <summary>The next segments of one day to be written anew; empty where all is well.</summary>
    public List<StoredSegment> Next(IReadOnlyList<StoredSegment> segments)
    {
        if (options.SamplingOf is not null)
        {
            return [];
        }

        var sound = segments.Where(s => !damaged.Contains(s.Name.Number)).ToArray();
        if (Array.Find(sound, s => Tenants(s).Any(tenant => HasLetGo(tenant, s))) is { } mixed)
        {
            return [mixed];
        }

        var today = SpanRules.Nanoseconds(time.GetUtcNow()) / SegmentName.DayNs;
        return sound.Where(s => s.Name.Day < today && s.Segment.Rows < options.LiveSpansMax / SmallLeast && s.Segment.FileBytes < options.LiveBytesMax / SmallLeast)
            .GroupBy(s => s.Name.Day).FirstOrDefault(day => day.Count() >= SmallLeast)?.ToList() ?? [];
    }

    /// <summary>Writes segments anew without what was let go; durable when it returns, and no part of the store until a manifest names them.</summary>
    /// <returns>The new segments; null where one of the old is damaged, which is said, and it stays as it is.</returns>
    /// <exception cref="IOException">The disk refused.</exception>
    public List<StoredSegment>? Rewrite(List<StoredSegment> old, Func<long> nextNumber, CancellationToken cancellationToken)
    {
        var made = new List<StoredSegment>();
        var table = new LiveTable();
        var (view, span) = (new BlockView(), new Spans.SpanRecord());
        foreach (var stored in old)
        {
            try
            {
                for (var block = 0; block < stored.Segment.Blocks; block++)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    view.MoveTo(stored.Segment, block);
                    for (var row = 0; row < view.Rows; row++)
                    {
                        RowReader.Read(view, row, span, withMessages: true);
                        if (span.StartNs >= rules.EarliestNs(span.Tenant))
                        {
                            table.Add(span);
                        }
                    }

                    if (table.Rows >= options.LiveSpansMax || table.Bytes >= options.LiveBytesMax)
                    {
                        made.AddRange(mill.Make(table, nextNumber));
                        table = new LiveTable();
                    }
                }
            }
            catch (InvalidDataException damage)
            {
                damaged.Add(stored.Name.Number);
                watch.Damaged($"{damage.Message} The segment is left as it is.");
                return null;
            }
        }

        if (table.Rows > 0)
        {
            made.AddRange(mill.Make(table, nextNumber));
        }

        return made;
    }

    /// <summary>Whose spans a segment holds.</summary>
    public static IEnumerable<Spans.Tenant> Tenants(StoredSegment stored) =>
        Enumerable.Range(1, Math.Max(0, stored.Segment.LabelCount(Label.Tenant) - 1)).Select(code => TenantText.Read(stored.Segment.LabelBytes(Label.Tenant, code).Span));

    /// <summary>Whether all of the segment's day is older than the tenant keeps.</summary>
    private bool HasLetGo(Spans.Tenant tenant, StoredSegment stored) =>
        rules.RetentionDays(tenant) is var days and > 0 && (stored.Name.Day + 1) * SegmentName.DayNs <= SpanRules.Nanoseconds(time.GetUtcNow()) - (days * SegmentName.DayNs);
}
