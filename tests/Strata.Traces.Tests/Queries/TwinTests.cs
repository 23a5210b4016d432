using System.Text;
using Strata.Traces.Queries;
using Strata.Traces.Queries.Filters;
using Strata.Traces.Queries.Lists;
using Strata.Traces.Queries.Sums;
using Strata.Traces.Rollups;
using Strata.Traces.Spans;
using Strata.Traces.Tests.Support;

namespace Strata.Traces.Tests.Queries;

/// <summary>Every query beside a plain loop over the spans that were put in: half of them in segments, half in memory.</summary>
public sealed class TwinTests
{
    private static readonly (string Filter, Func<SpanRecord, bool> Passes)[] Filters =
    [
        ("", _ => true),
        ("service = web", s => s.Origin.Service == "web"),
        ("service = \"\"", s => s.Origin.Service == ""),
        ("model != gpt-4o", s => s.RequestModel != "gpt-4o"),
        ("model in (gpt-4o, claude, nobody)", s => s.RequestModel is "gpt-4o" or "claude"),
        ("not model in (gpt-4o) and operation = chat", s => s.RequestModel != "gpt-4o" && s.Operation == "chat"),
        ("model not in (gpt-4o)", s => s.RequestModel != "gpt-4o"),
        ("name ~ CHAT", s => s.Name.Contains("chat", StringComparison.OrdinalIgnoreCase)),
        ("name !~ chat error", s => !s.Name.Contains("chat", StringComparison.OrdinalIgnoreCase) && s.Status == SpanStatus.Error),
        ("latency > 2s", s => s.DurationNs > 2_000_000_000),
        ("latency >= 1500ms and latency <= 3s", s => s.DurationNs is >= 1_500_000_000 and <= 3_000_000_000),
        ("ttft < 300ms", s => s.FirstTokenNs < 300_000_000),
        ("cost > 0.01", s => s.CostNanos > 10_000_000),
        ("cost <= $0.002", s => s.CostNanos <= 2_000_000),
        ("not cost > 0.01", s => !(s.CostNanos > 10_000_000)),
        ("tokens > 2.5k", s => s.Usage.Total > 2500),
        ("input_tokens < 1000 and output_tokens >= 100", s => s.Usage.Prompt < 1000 && s.Usage.Completion >= 100),
        ("cached_tokens = 100", s => s.Usage.CachedInput == 100),
        ("error", s => s.Status == SpanStatus.Error),
        ("not error", s => s.Status != SpanStatus.Error),
        ("error = false", s => s.Status != SpanStatus.Error),
        ("status = ok or kind = client", s => s.Status == SpanStatus.Ok || s.Kind == SpanKind.Client),
        ("unpriced", s => s.CostNanos is null && s.Usage.Total > 0),
        ("tag = prod", s => s.Tags.Contains("prod")),
        ("tag = \"team a\" and not tag = prod", s => s.Tags.Contains("team a") && !s.Tags.Contains("prod")),
        ("tag exists", s => s.Tags.Count > 0),
        ("session exists", s => s.Session.Length > 0),
        ("user = u7 (error or cost > 0.005)", s => s.User == "u7" && (s.Status == SpanStatus.Error || s.CostNanos > 5_000_000)),
        ("attr.http.route = /a", s => Text(s, "http.route") == "/a"),
        ("attr.http.route in (/a, /b) and attr.retries >= 2", s => Text(s, "http.route") is "/a" or "/b" && Number(s, "retries") >= 2),
        ("attr.retries = 3", s => Number(s, "retries") == 3),
        ("attr.ratio = 1", s => Number(s, "ratio") == 1),
        ("attr.ratio < 0.6", s => Number(s, "ratio") < 0.6),
        ("attr.cached = true", s => Text(s, "cached") == "True"),
        ("attr.tags = y", s => Text(s, "tags") == "y"),
        ("attr.tags = 7", s => s.Attributes.Count > 0),
        ("attr.nothing = 1", _ => false),
        ("not attr.nothing = 1 and service = worker", s => s.Origin.Service == "worker"),
        ("attr.http.route exists", s => s.Attributes.Count > 0),
        ("attr.\"http.route\" ~ C", s => Text(s, "http.route") == "/c"),
        ("resource.cloud.region = eu", s => s.Origin.Service == "web"),
        ("text ~ needle3", s => Holds(s, "needle3", null)),
        ("\"Needle4\"", s => Holds(s, "needle4", null)),
        ("text ~ STRAßE and service = web", s => Holds(s, "straße", null) && s.Origin.Service == "web"),
        ("input ~ zebra", s => Holds(s, "zebra", MessageSlot.Input)),
        ("output ~ zebra or system ~ policy", s => Holds(s, "zebra", MessageSlot.Output) || Holds(s, "policy", MessageSlot.System)),
        ("text ~ \"order refund\"", s => Holds(s, "order refund", null)),
        ("text ~ nobodysaysthis", _ => false),
        ("text ~ or", s => Holds(s, "or", null)),
    ];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Lists_facets_and_sums_are_those_of_a_plain_loop(bool shared)
    {
        await using var store = await TestStore.MakeAsync(shared);
        await store.OpenAsync();
        await store.FillAsync(1, 7_000);
        await store.HasSegmentsAsync(2);
        Assert.True(store.Store.SegmentCount >= 2 && store.Store.LiveSpans > 100, "The test wants rows in segments and in memory.");
        for (var i = 0; i < Filters.Length; i++)
        {
            var tenant = RandomSpans.Tenants[i % RandomSpans.Tenants.Length];
            var key = i % 4 == 3 ? "key_1" : null;
            var range = i % 2 == 0 ? TimeRange.All : new TimeRange(TestStore.Ns(TestStore.Now.AddDays(-2.6)), TestStore.Ns(TestStore.Now.AddDays(-1.4)));
            var (text, passes) = Filters[i];
            var expected = store.Put.Where(s => s.Tenant == tenant && (key is null || s.Key == key) && s.StartNs >= range.FromNs && s.StartNs < range.ToNs && passes(s)).ToList();
            await SameAsync(store, new TraceScope(tenant, key), range, SpanFilter.Parse(text).Value, expected);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_trace_is_found_whole_by_its_tenant_and_by_nobody_else(bool shared)
    {
        await using var store = await TestStore.MakeAsync(shared);
        await store.OpenAsync();
        await store.FillAsync(2, 7_000);
        foreach (var trace in store.Put.GroupBy(s => (s.Tenant, s.TraceId)).Where((_, i) => i % 7 == 0))
        {
            var found = store.Reader.Find(new TraceScope(trace.Key.Tenant), trace.Key.TraceId, (0, 100), withMessages: true).Value;
            Assert.NotNull(found);
            Assert.Equal(trace.OrderBy(s => s.StartNs).ThenBy(s => s.SpanId).Select(Copies.Text), found.Spans.OrderBy(s => s.StartNs).ThenBy(s => s.SpanId).Select(Copies.Text));
            foreach (var other in RandomSpans.Tenants.Where(t => t != trace.Key.Tenant))
            {
                Assert.Null(store.Reader.Find(new TraceScope(other), trace.Key.TraceId, (0, 100), withMessages: false).Value);
            }
        }
    }

    private static async Task SameAsync(TestStore store, TraceScope scope, TimeRange range, SpanFilter filter, List<SpanRecord> expected)
    {
        var seen = new List<(long, UInt128, ulong)>();
        for (var cursor = ""; cursor is not null;)
        {
            var page = (await store.Reader.SpansAsync(scope, new SpanQuery { Range = range, Filter = filter, Limit = 333, Cursor = cursor }, default)).Value;
            seen.AddRange(page.Rows.Select(r => (r.StartNs, r.TraceId, r.SpanId)));
            cursor = page.Next;
        }

        Assert.True(
            expected.Select(s => (s.StartNs, s.TraceId, s.SpanId)).OrderByDescending(s => s).SequenceEqual(seen),
            $"'{filter}' of {scope}: {expected.Count} expected, {seen.Count} found.");
        var facets = (await store.Reader.FacetsAsync(scope, range, filter, ["model", "user"], 1000, default)).Value;
        Assert.Equal(expected.GroupBy(s => s.RequestModel).ToDictionary(g => g.Key, g => (long)g.Count()), facets[0].Values.ToDictionary(v => v.Value, v => v.Count));
        Assert.Equal(expected.GroupBy(s => s.User).ToDictionary(g => g.Key, g => (long)g.Count()), facets[1].Values.ToDictionary(v => v.Value, v => v.Count));
        SameGroups(store, scope, range, filter, expected);
        foreach (var (step, group) in (ReadOnlySpan<(long, string[])>)[(0, ["service"]), (3_600_000_000_000, []), (RandomSpans.Day, ["model", "operation"]), (600_000_000_000, ["provider"])])
        {
            var bounded = new TimeRange(Math.Max(range.FromNs, TestStore.Ns(TestStore.Now.AddDays(-4))), Math.Min(range.ToNs, TestStore.Ns(TestStore.Now.AddDays(1))));
            var query = new AggregateQuery { Range = bounded, Filter = filter, StepNs = step, GroupBy = group, Quantiles = [Measure.Latency, Measure.Tokens] };
            Check(store.Reader.AggregateAsync(scope, query, default).AsTask().GetAwaiter().GetResult().Value, query, store, scope, expected);
        }
    }

    private static void SameGroups(TestStore store, TraceScope scope, TimeRange range, SpanFilter filter, List<SpanRecord> expected)
    {
        var all = expected.Where(s => s.User.Length > 0).GroupBy(s => s.User)
            .Select(g => new GroupSum(g.Key, g.Count(), g.Count(s => s.Status == SpanStatus.Error), g.Min(s => s.StartNs), g.Max(s => s.StartNs)))
            .OrderByDescending(g => g.LastNs).ThenBy(g => g.Key, StringComparer.Ordinal).ToArray();
        foreach (var (skip, take) in (ReadOnlySpan<(int, int)>)[(0, 1000), (3, 4), (all.Length, 5)])
        {
            var found = store.Reader.GroupsAsync(scope, range, filter, "user", (skip, take), default).AsTask().GetAwaiter().GetResult().Value;
            Assert.Equal(all.Length, found.Total);
            Assert.Equal(all.Skip(skip).Take(take), found.Page);
        }
    }

    private static void Check(Aggregate sums, AggregateQuery query, TestStore store, TraceScope scope, List<SpanRecord> expected)
    {
        // With a step the range is widened to whole steps, so what lies just outside counts too.
        var to = query.StepNs == 0 ? query.Range.ToNs : (query.Range.ToNs + query.StepNs - 1) / query.StepNs * query.StepNs;
        var rule = Array.Find(Filters, f => f.Filter == query.Filter.Text).Passes;
        var counted = query.StepNs == 0 ? expected : store.Put.Where(s => s.Tenant == scope.Tenant && (scope.Key is null || s.Key == scope.Key) && s.StartNs >= sums.FromNs && s.StartNs < to && rule(s)).ToList();
        Assert.Equal(counted.Count, sums.Groups.Sum(g => g.Cells.Sum(c => c?.Spans ?? 0)));
        foreach (var group in counted.GroupBy(s => string.Join('|', query.GroupBy.Select(g => Label(s, g)))))
        {
            var found = Assert.Single(sums.Groups, g => string.Join('|', g.Keys) == group.Key);
            foreach (var step in group.GroupBy(s => query.StepNs == 0 ? 0 : (s.StartNs - sums.FromNs) / query.StepNs))
            {
                var cell = found.Cells[(int)step.Key]!;
                Assert.Equal(
                    (step.LongCount(), step.LongCount(s => s.Status == SpanStatus.Error), step.Sum(s => s.CostNanos ?? 0), step.Sum(s => s.DurationNs), step.Sum(s => s.Usage.Total),
                        step.LongCount(s => s.CostNanos is not null)),
                    (cell.Spans, cell.Errors, cell.CostNanos, cell.DurationNs, cell.Usage.Total, cell.Priced));
                var durations = step.Select(s => s.DurationNs).Order().ToArray();
                var median = durations[(durations.Length - 1) / 2];
                Assert.InRange(cell.Quantiles(Measure.Latency)!.At(0.5)!.Value, (median * 0.984) - 1, (median * 1.016) + 1);
                Assert.Equal(step.LongCount(s => s.Usage.Total > 0), cell.Quantiles(Measure.Tokens)?.Count ?? 0);
            }
        }
    }

    private static string Label(SpanRecord span, string field) => field switch
    {
        "service" => span.Origin.Service,
        "model" => span.RequestModel,
        "operation" => span.Operation,
        _ => span.Provider,
    };

    private static bool Holds(SpanRecord span, string lowered, MessageSlot? slot) =>
        span.Messages.Any(m => (slot is null || m.Slot == slot) && Encoding.UTF8.GetString(m.Body.Span).ToLowerInvariant().Contains(lowered, StringComparison.Ordinal));

    private static string? Text(SpanRecord span, string key)
    {
        for (var reader = new AttributeReader(span.Attributes.Bytes); reader.Next();)
        {
            if (Encoding.UTF8.GetString(reader.Key) == key)
            {
                if (reader.Kind == AttributeKind.Array)
                {
                    var inside = reader.Inside();
                    inside.Next();
                    return inside.Text;
                }

                return reader.Kind == AttributeKind.Text ? reader.Text : reader.Kind.ToString();
            }
        }

        return null;
    }

    private static double? Number(SpanRecord span, string key)
    {
        for (var reader = new AttributeReader(span.Attributes.Bytes); reader.Next();)
        {
            if (Encoding.UTF8.GetString(reader.Key) == key)
            {
                return reader.Kind == AttributeKind.Integer ? reader.Integer : reader.Number;
            }
        }

        return null;
    }
}
