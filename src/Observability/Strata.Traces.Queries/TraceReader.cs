using Strata.Core.Results;
using Strata.Traces.Bytes;
using Strata.Traces.Columns;
using Strata.Traces.Queries.Filters;
using Strata.Traces.Queries.Lists;
using Strata.Traces.Queries.Scores;
using Strata.Traces.Queries.Sums;
using Strata.Traces.Rollups;
using Strata.Traces.Segments;
using Strata.Traces.Spans;
using Strata.Traces.Storage;

namespace Strata.Traces.Queries;

/// <summary>
/// Reads the store: the facade for API, command line and console. Every call names whose spans it may see. A query works on the
/// tables as they were when it began. Damaged files end a query with <see cref="ProblemCode.CorruptData"/>.
/// </summary>
public sealed partial class TraceReader(SpanStore store, ScoreStore? scores)
{
    /// <summary>Spans of a trace that one call returns at most.</summary>
    public const int TraceSpansMax = 50_000;

    /// <summary>Whether the store has opened: before, nothing is found, which means nothing.</summary>
    public bool IsOpen => store.IsOpen;

    /// <summary>Since when spans that other replicas took in may be missing here; null where nothing is.</summary>
    public DateTimeOffset? BehindSince => store.BehindSince;

    private const long NearNs = SegmentName.DayNs;
    private const int FacetValuesMax = 1000;
    private const int AskedSpansMax = 8;

    /// <summary>A list of spans.</summary>
    public ValueTask<Result<Page<SpanRow>>> SpansAsync(TraceScope scope, SpanQuery query, CancellationToken cancellationToken) =>
        ListAsync(scope, query, oneOfEachTrace: false, (hits, _) => Rows(hits), cancellationToken);

    /// <summary>A list of traces: those whose root begins in the range, or, with a filter, those with a span that passes it.</summary>
    public ValueTask<Result<Page<TraceRow>>> TracesAsync(TraceScope scope, SpanQuery query, CancellationToken cancellationToken) =>
        ListAsync(scope, query.Filter.Root is null ? query with { Filter = Roots } : query, oneOfEachTrace: true, (hits, state) => Traces(scope, hits, state), cancellationToken);

    /// <summary>The spans of a trace by their begin; null where there is none in scope.</summary>
    /// <param name="scope">Whose. A key sees a trace only where no other key's spans are in it.</param>
    /// <param name="traceId">The trace.</param>
    /// <param name="page">Spans to skip, and to return at most.</param>
    /// <param name="withMessages">Whether messages are wanted: they are the costly part.</param>
    public Result<TraceSpans?> Find(TraceScope scope, UInt128 traceId, (int Skip, int Take) page, bool withMessages) => Guarded<TraceSpans?>(() =>
    {
        var view = new BlockView();
        var found = Places(scope, store.State, traceId, TimeRange.All, view);
        if (found.Count == 0 || !KeyMaySee(scope, found, view))
        {
            return default(TraceSpans);
        }

        var spans = new List<SpanRecord>();
        foreach (var (_, table, place) in found.Skip(page.Skip).Take(Math.Clamp(page.Take, 0, TraceSpansMax)))
        {
            Move(view, table, place.Block);
            var record = new SpanRecord();
            RowReader.Read(view, place.Row, record, withMessages);
            spans.Add(record);
        }

        return new TraceSpans(found.Count, spans);
    });

    /// <summary>Counts the values of fields over the spans that pass.</summary>
    public ValueTask<Result<IReadOnlyList<Facet>>> FacetsAsync(TraceScope scope, TimeRange range, SpanFilter filter, IReadOnlyList<string> fields, int limit, CancellationToken cancellationToken) =>
        ScanAsync<IReadOnlyList<Facet>>(scope, range, filter, (scan, state) =>
        {
            var counters = new List<FacetCounter>();
            foreach (var field in fields)
            {
                if (!FieldTable.FindLabel(field).Try(out var label, out var problem))
                {
                    return problem;
                }

                counters.Add(new FacetCounter(label));
            }

            Visit(
                scan,
                state,
                ([.. counters.Select(c => c.Label)], 0),
                table => counters.ForEach(c => c.Begin(table)),
                (view, rows) => counters.ForEach(c => c.Add(view, rows)),
                (segment, _, cube, rowsOf) =>
                {
                    var (view, rows) = (new BlockView(), new Bits(ColumnSet.BlockRows));
                    for (var block = 0; block < cube.Blocks; block++)
                    {
                        if (rowsOf(view, rows, block))
                        {
                            counters.ForEach(c => c.Add(cube, view, rows));
                        }
                    }
                },
                table => counters.ForEach(c => c.End(table)),
                cancellationToken);
            return counters.Select((c, i) => c.Read(fields[i], Math.Clamp(limit, 1, FacetValuesMax))).ToArray();
        }, cancellationToken);

    /// <summary>Sums by group and step. From roll-ups wherever they answer exactly, from rows elsewhere.</summary>
    public ValueTask<Result<Aggregate>> AggregateAsync(TraceScope scope, AggregateQuery query, CancellationToken cancellationToken)
    {
        var range = query.Range;
        if (query.StepNs > 0)
        {
            range = new TimeRange(range.FromNs / query.StepNs * query.StepNs, (range.ToNs + query.StepNs - 1) / query.StepNs * query.StepNs);
            if (query.StepNs < 1_000_000_000 || range.FromNs < 0 || range.ToNs < range.FromNs || (range.ToNs - range.FromNs) / query.StepNs > AggregateQuery.StepsMax)
            {
                return ValueTask.FromResult<Result<Aggregate>>(Problem.Invalid($"A series has steps of a second or more, and at most {AggregateQuery.StepsMax} of them.", "step"));
            }
        }

        if (query.GroupBy.Count > 2)
        {
            return ValueTask.FromResult<Result<Aggregate>>(Problem.Invalid("At most two fields can be grouped by.", "group"));
        }

        return ScanAsync<Aggregate>(scope, range, query.Filter, (scan, state) =>
        {
            var labels = new List<Label>();
            foreach (var field in query.GroupBy)
            {
                if (!FieldTable.FindLabel(field).Try(out var label, out var problem))
                {
                    return problem;
                }

                labels.Add(label);
            }

            var sums = new Aggregator([.. labels], range, query.StepNs, query.Quantiles);
            Visit(scan, state, ([.. labels], query.StepNs), sums.Begin, sums.Add, sums.Add, _ => { }, cancellationToken);
            return sums.Read();
        }, cancellationToken);
    }

    private static SpanFilter Roots { get; } = SpanFilter.Parse("root").Value;

    private static void Move(BlockView view, SpanTable table, int block)
    {
        if (!ReferenceEquals(view.Table, table) || view.Block != block)
        {
            view.MoveTo(table, block);
        }
    }

    private static Result<T> Guarded<T>(Func<Result<T>> work)
    {
        try
        {
            return work();
        }
        catch (InvalidDataException damage)
        {
            return Problem.Corrupt(damage.Message);
        }
        catch (IOException failure)
        {
            return new Problem(ProblemCode.StorageFailed, $"The trace store could not be read: {failure.Message}");
        }
    }

    private async ValueTask<Result<T>> ScanAsync<T>(TraceScope scope, TimeRange range, SpanFilter filter, Func<Scan, TableSet, Result<T>> work, CancellationToken cancellationToken)
    {
        var matches = new Dictionary<FilterNode.Compare, ScoredSpans>(ReferenceEqualityComparer.Instance);
        foreach (var compare in FilterNeeds.Scores(filter.Root))
        {
            if (scores is not null)
            {
                matches[compare] = await scores.MatchAsync(scope.Tenant, compare, cancellationToken);
            }
        }

        var kept = new TimeRange(Math.Max(range.FromNs, store.Rules.EarliestNs(scope.Tenant)), range.ToNs);
        var scan = new Scan(scope, kept, filter, new FilterBinder(matches, cancellationToken));
        return Guarded(() => work(scan, store.State));
    }

    private ValueTask<Result<Page<T>>> ListAsync<T>(
        TraceScope scope, SpanQuery query, bool oneOfEachTrace, Func<List<Hit>, TableSet, List<T>> read, CancellationToken cancellationToken) =>
        ScanAsync<Page<T>>(scope, query.Range, query.Filter, (scan, state) =>
        {
            if (!Cursor.Read(query.Cursor).Try(out var after, out var problem) && problem is not null)
            {
                return problem;
            }

            var limit = Math.Clamp(query.Limit, 1, SpanQuery.LimitMax);
            var key = query.Order switch { SpanOrder.Latency => Figure.Duration, SpanOrder.Cost => Figure.Cost, _ => Figure.Start };
            var hits = new TopRows(scan, key, limit, after, oneOfEachTrace).Find(state, cancellationToken);
            return new Page<T>(read(hits, state), hits.Count == limit ? Cursor.Write(hits[^1]) : null);
        }, cancellationToken);

    private static List<SpanRow> Rows(List<Hit> hits)
    {
        var lister = new RowLister();
        return [.. hits.Select(hit => lister.Read(hit.Table, hit.Place, withPreview: true))];
    }

    private List<TraceRow> Traces(TraceScope scope, List<Hit> hits, TableSet state)
    {
        var lister = new RowLister();
        var view = new BlockView();
        var rows = new List<TraceRow>(hits.Count);
        foreach (var hit in hits)
        {
            var own = lister.Read(hit.Table, hit.Place, withPreview: true);
            var near = new TimeRange(own.StartNs - NearNs, own.StartNs + NearNs);
            var places = Places(scope, state, hit.Trace, near, view);
            var spans = places.Select(p => lister.Read(p.Table, p.Place, withPreview: false)).Where(s => scope.Key is null || s.Key == scope.Key).ToArray();
            var row = TraceSums.Of(own, spans.Length == 0 ? [own] : spans);
            rows.Add(row with { Asked = own.Preview.Length > 0 ? own.Preview : Asked(scope, lister, places) });
        }

        return rows;
    }

    /// <summary>What was asked first within a trace; looks at so many spans that state tokens and no further.</summary>
    private static string Asked(TraceScope scope, RowLister lister, List<(long Start, SpanTable Table, RowPlace Place)> places)
    {
        var left = AskedSpansMax;
        foreach (var (_, table, place) in places)
        {
            if (lister.HasInput(table, place) && left-- > 0 && lister.Read(table, place, withPreview: true) is { Preview.Length: > 0 } row && (scope.Key is null || row.Key == scope.Key))
            {
                return row.Preview;
            }

            if (left <= 0)
            {
                break;
            }
        }

        return "";
    }

    /// <summary>Where the spans of a trace are, by their begin.</summary>
    private List<(long Start, SpanTable Table, RowPlace Place)> Places(TraceScope scope, TableSet state, UInt128 trace, TimeRange near, BlockView view)
    {
        var found = Anywhere(scope, state, trace, near, view);
        found.Sort((a, b) => a.Start != b.Start ? a.Start.CompareTo(b.Start) : (a.Place.Block, a.Place.Row).CompareTo((b.Place.Block, b.Place.Row)));
        return found;
    }

    /// <summary>Where the spans of a trace are, in no order.</summary>
    private List<(long Start, SpanTable Table, RowPlace Place)> Anywhere(TraceScope scope, TableSet state, UInt128 trace, TimeRange near, BlockView view)
    {
        var found = new List<(long Start, SpanTable Table, RowPlace Place)>();
        var places = new List<RowPlace>();
        var tenant = System.Text.Encoding.UTF8.GetBytes(TenantText.Of(scope.Tenant));
        var earliest = store.Rules.EarliestNs(scope.Tenant);
        foreach (var table in state.Tables)
        {
            if (table is Segment segment && (segment.Starts.Max < Math.Max(near.FromNs, earliest) || segment.Starts.Min >= near.ToNs))
            {
                continue;
            }

            places.Clear();
            table.FindTrace(trace, places);
            var code = places.Count == 0 ? -1 : table.FindLabel(Label.Tenant, tenant);
            foreach (var place in places)
            {
                Move(view, table, place.Block);
                if (place.Row >= view.Rows)
                {
                    view.MoveTo(table, place.Block);
                }

                if (view.Codes(Label.Tenant)[place.Row] == code && view.Figures(Figure.Start)[place.Row] is var start && start >= earliest)
                {
                    found.Add((start, table, place));
                }
            }
        }

        return found;
    }

    private static bool KeyMaySee(TraceScope scope, List<(long Start, SpanTable Table, RowPlace Place)> found, BlockView view)
    {
        if (scope.Key is null)
        {
            return true;
        }

        var own = false;
        foreach (var (_, table, place) in found)
        {
            Move(view, table, place.Block);
            var key = table.LabelText(Label.Key, view.Codes(Label.Key)[place.Row]);
            if (key.Length > 0 && key != scope.Key)
            {
                return false;
            }

            own |= key == scope.Key;
        }

        return own;
    }

    /// <summary>Goes through all tables, by a roll-up where one answers, else by rows.</summary>
    private static void Visit(
        Scan scan,
        TableSet state,
        (Label[] Groups, long StepNs) shape,
        Action<SpanTable> begin,
        Action<BlockView, Bits> addRows,
        Action<Segment, CubePart, CubeTable, Func<BlockView, Bits, int, bool>> addCells,
        Action<SpanTable> end,
        CancellationToken cancellationToken)
    {
        var (view, rows) = (new BlockView(), new Bits(ColumnSet.BlockRows));
        foreach (var table in state.Tables)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (table is Segment outside && (outside.CountedStarts.Max < scan.Range.FromNs || outside.CountedStarts.Min >= scan.Range.ToNs))
            {
                continue;
            }

            if (table is Segment segment && CubeChoice.For(segment, scan, shape.Groups, shape.StepNs) is { } part)
            {
                var cube = segment.Cube(part);
                if (scan.Bind(cube) is { } cellTest)
                {
                    begin(table);
                    addCells(segment, part, cube, (v, r, block) => Scan.Keep(cellTest, cube, block, v, r));
                    end(table);
                }
            }
            else if (scan.Bind(table) is { } test)
            {
                begin(table);
                for (int block = 0, blocks = table.Blocks; block < blocks; block++)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    if (Scan.Keep(test, table, block, view, rows))
                    {
                        addRows(view, rows);
                    }
                }

                end(table);
            }
        }
    }
}
