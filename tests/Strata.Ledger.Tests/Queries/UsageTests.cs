using Strata.Ledger.Queries;
using Strata.Ledger.Rows;
using Strata.Ledger.Storage;
using Strata.Ledger.Tests.Support;
using Strata.Tests.Shared;

namespace Strata.Ledger.Tests.Queries;

public sealed class UsageTests
{
    private const int Rows = 600;

    [Theory]
    [MemberData(nameof(LedgerHost.Databases), MemberType = typeof(LedgerHost))]
    public async Task Sums_by_any_group_over_any_time_and_filter_agree_with_a_plain_sum(string database)
    {
        await using var host = await LedgerHost.StartAsync(database);
        var source = new RowSource(42);
        var rows = source.Many(Rows);
        await host.AppendAsync(rows);
        foreach (var _ in Enumerable.Range(0, 90))
        {
            var query = Query(source);
            UsageGroup[] groups = [.. Enum.GetValues<UsageGroup>().OrderBy(_ => source.Below(1_000)).Take(source.Below(4))];
            var expected = Expected(rows, query, groups);
            var actual = await host.Reader.SumAsync(query, groups, LedgerHost.Token);
            Assert.True(expected.Count == actual.Count, $"{query} by {string.Join(',', groups)}: {actual.Count} instead of {expected.Count} groups");
            foreach (var sum in actual)
            {
                Assert.Equal(expected[sum.Keys], sum);
            }
        }
    }

    [Fact]
    public void A_month_that_begins_and_ends_within_hours_reads_days_and_only_its_edges_and_open_hours_elsewhere()
    {
        var query = new LedgerQuery { Project = "p", From = new(2026, 1, 1, 10, 30, 0, TimeSpan.Zero), To = new(2026, 2, 3, 4, 5, 6, TimeSpan.Zero) };
        var day = (new DateTime(2026, 1, 20) - DateTime.UnixEpoch).Days;
        var plan = UsagePlan.Of(query, [UsageGroup.Team], [3, (day * 24) + 5], [3, day]);
        Assert.Equal([24, 1, 1, 1], plan.Cells.Select(c => c.Hours));
        Assert.Equal([32 * 24, 24, 13, 4], plan.Cells.Select(c => c.To - c.From));
        Assert.Equal([TimeSpan.FromHours(1), TimeSpan.FromMinutes(30), new TimeSpan(0, 5, 6)], plan.Rows.Select(r => r.To!.Value - r.From!.Value));
        Assert.Equal(new UsageSpan(24, null, null), Assert.Single(UsagePlan.Of(new LedgerQuery { Project = "p" }, [UsageGroup.Tag], [], []).Cells));
        Assert.Equal(new UsageSpan(1, null, null), Assert.Single(UsagePlan.Of(new LedgerQuery { Project = "p" }, [UsageGroup.Hour], [], []).Cells));
    }

    [Theory]
    [MemberData(nameof(LedgerHost.Databases), MemberType = typeof(LedgerHost))]
    public async Task Late_rows_open_their_hour_again_and_sums_stay_exact_while_hours_close(string database)
    {
        var time = new ManualTime(RowSource.Start + TimeSpan.FromDays(1.9));
        await using var host = await LedgerHost.StartAsync(database, time: time);
        var rows = new RowSource(43).Many(200).OrderBy(r => r.Id, StringComparer.Ordinal).ToList();
        var come = new List<LedgerRow>();
        foreach (var part in (LedgerRow[][])[[.. rows.Where((_, i) => i % 2 == 0)], [.. rows.Where((_, i) => i % 4 == 1)], [.. rows.Where((_, i) => i % 4 == 3)]])
        {
            await host.AppendAsync(part);
            come.AddRange(part);
            foreach (var groups in (UsageGroup[][])[[UsageGroup.Day], [UsageGroup.Hour, UsageGroup.Tag], [UsageGroup.EndUser], []])
            {
                var query = new LedgerQuery { Project = "prj_0" };
                var expected = Expected(come, query, groups);
                Assert.Equal(expected.Values.OrderBy(s => string.Join('\n', s.Keys), StringComparer.Ordinal), await host.Reader.SumAsync(query, groups, LedgerHost.Token));
            }

            time.Advance(TimeSpan.FromDays(1.1));
        }

        Assert.InRange(await host.CountAsync("SELECT COUNT(*) FROM gateway_usage_days WHERE state = 1"), 3, 4);
        Assert.Equal(0, await host.CountAsync("SELECT COUNT(*) FROM gateway_usage u JOIN gateway_usage_hours h ON u.hours = 1 AND u.start = h.hour"));
    }

    [Fact]
    public async Task A_query_that_names_nobody_is_refused()
    {
        await using var host = await LedgerHost.StartAsync();
        await Assert.ThrowsAsync<ArgumentException>(async () => await host.Reader.QueryAsync(new LedgerQuery { Project = null }, LedgerHost.Token));
        await Assert.ThrowsAsync<ArgumentException>(async () => await host.Reader.SumAsync(new LedgerQuery { Project = null }, UsageGroup.Day, LedgerHost.Token));
    }

    internal static bool Has(LedgerRow row, LedgerQuery query) =>
        (query.Project ?? row.Project) == row.Project && (query.Organization ?? row.Organization) == row.Organization && (query.Team ?? row.Team) == row.Team
        && (query.User ?? row.User) == row.User && (query.EndUser ?? row.EndUser) == row.EndUser && (query.KeyId ?? row.KeyId) == row.KeyId
        && (query.Tag is null || row.Tags.Contains(query.Tag)) && (query.Model ?? row.Model) == row.Model && (query.Deployment ?? row.Deployment) == row.Deployment
        && (query.Provider ?? row.Provider) == row.Provider && (query.Endpoint ?? row.Endpoint) == row.Endpoint && (query.Status ?? row.Status) == row.Status
        && (query.CacheStatus ?? row.CacheStatus) == row.CacheStatus && (query.Unpriced ?? row.CostNanos is null) == row.CostNanos is null
        && !(row.At < query.From) && !(row.At >= query.To);

    internal static LedgerQuery Query(RowSource source) => new()
    {
        Project = source.Below(4) == 0 ? null : source.Pick("prj_0", "prj_1", "prj_2"),
        Organization = source.Pick("org_a", "org_b"),
        Team = Maybe(source, source.Pick("red", "")),
        EndUser = Maybe(source, source.Pick("c1", "c%", "")),
        Tag = Maybe(source, source.Pick("env=prod", "feature=chat")),
        KeyId = Maybe(source, "key_00"),
        Model = Maybe(source, "smart"),
        Provider = Maybe(source, "openai"),
        Endpoint = Maybe(source, "openai.chat"),
        Status = source.Below(6) == 0 ? LedgerStatus.Ok : null,
        CacheStatus = source.Below(6) == 0 ? "exact" : null,
        Unpriced = source.Below(8) == 0 ? source.Below(2) == 0 : null,
        From = Edge(source, 0),
        To = Edge(source, 2),
    };

    private static string? Maybe(RowSource source, string value) => source.Below(6) == 0 ? value : null;

    private static DateTimeOffset? Edge(RowSource source, int days) => source.Below(5) switch
    {
        0 or 1 => null,
        2 => new DateTimeOffset(2026, 3, 2 + days, 0, 0, 0, TimeSpan.Zero),
        3 => new DateTimeOffset(2026, 3, 2 + days, source.Below(24), 0, 0, TimeSpan.Zero),
        _ => RowSource.Start + TimeSpan.FromMilliseconds((days * 86_400_000) + source.Below(100_000_000)),
    };

    private static Dictionary<RowList<string>, UsageSum> Expected(IReadOnlyList<LedgerRow> rows, LedgerQuery query, UsageGroup[] groups)
    {
        var sums = new Dictionary<RowList<string>, UsageSum>();
        foreach (var row in rows.Where(r => Has(r, query)))
        {
            var tags = groups.Contains(UsageGroup.Tag) && row.Tags.Count > 0 ? row.Tags.Distinct() : [""];
            foreach (var keys in tags.Select(tag => new RowList<string>([.. groups.Select(g => Key(row, g, tag))])))
            {
                var known = sums.GetValueOrDefault(keys, new UsageSum { Keys = keys });
                sums[keys] = known with
                {
                    Requests = known.Requests + 1,
                    Failed = known.Failed + (row.Status == LedgerStatus.Ok ? 0 : 1),
                    Usage = UsageSums.Add(known.Usage, row.Usage),
                    CostNanos = known.CostNanos + (row.CostNanos ?? 0),
                    Unpriced = known.Unpriced + (row.CostNanos is null ? 1 : 0),
                    UnpricedTokens = known.UnpricedTokens + (row.CostNanos is null ? row.Usage.Total : 0),
                    UpstreamCostNanos = known.UpstreamCostNanos + (row.UpstreamCostNanos ?? 0),
                    SavedNanos = known.SavedNanos + row.SavedNanos,
                    Total = known.Total + row.Total,
                };
            }
        }

        return sums;
    }

    private static string Key(LedgerRow row, UsageGroup group, string tag) => group switch
    {
        UsageGroup.Model => row.Model,
        UsageGroup.Key => row.KeyId,
        UsageGroup.Day => row.At.ToString("yyyy-MM-dd", null),
        UsageGroup.Hour => row.At.ToString("yyyy-MM-ddTHH", null),
        UsageGroup.Organization => row.Organization,
        UsageGroup.Project => row.Project,
        UsageGroup.Team => row.Team,
        UsageGroup.User => row.User,
        UsageGroup.EndUser => row.EndUser,
        UsageGroup.Tag => tag,
        UsageGroup.Provider => row.Provider,
        UsageGroup.Deployment => row.Deployment,
        _ => row.Endpoint,
    };
}
