using Strata.Ledger.Queries;
using Strata.Ledger.Rows;
using Strata.Ledger.Tests.Support;

namespace Strata.Ledger.Tests.Queries;

public sealed class LedgerReaderTests
{
    [Theory]
    [MemberData(nameof(LedgerHost.Databases), MemberType = typeof(LedgerHost))]
    public async Task Rows_come_back_whole_in_pages_and_filtered(string database)
    {
        await using var host = await LedgerHost.StartAsync(database);
        var source = new RowSource(7);
        var rows = source.Many(200);
        await host.AppendAsync(rows);
        foreach (var _ in Enumerable.Range(0, 20))
        {
            var query = UsageTests.Query(source) with { Limit = 1 + source.Below(60) };
            var expected = rows.Where(r => UsageTests.Has(r, query)).OrderByDescending(r => r.Id, StringComparer.Ordinal).ToList();
            Assert.Equal(expected, await AllAsync(host, query));
        }

        var row = rows[17];
        Assert.Equal(row, await host.Reader.FindAsync(row.Project, row.Id, LedgerHost.Token));
    }

    [Fact]
    public async Task A_row_with_every_field_comes_back_whole()
    {
        await using var host = await LedgerHost.StartAsync();
        var row = Journal.LedgerRowLayoutTests.Row();
        await host.AppendAsync(row);
        Assert.Equal(row, await host.Reader.FindAsync(row.Project, row.Id, LedgerHost.Token));
    }

    [Theory]
    [MemberData(nameof(LedgerHost.Databases), MemberType = typeof(LedgerHost))]
    public async Task No_query_of_one_tenant_shows_anything_of_another(string database)
    {
        await using var host = await LedgerHost.StartAsync(database);
        var rows = new RowSource(3).Many(120);
        await host.AppendAsync(rows);
        foreach (var (project, organization) in ((string?, string)[])[("prj_0", "org_a"), ("prj_2", "org_b"), (null, "org_b")])
        {
            bool Own(LedgerRow row) => row.Organization == organization && (project is null || row.Project == project);
            var query = new LedgerQuery { Project = project, Organization = organization, Limit = 1_000 };
            Assert.All(await AllAsync(host, query), row => Assert.True(Own(row)));
            Assert.All(await AllAsync(host, query with { Text = "req" }), row => Assert.True(Own(row)));
            foreach (var group in Enum.GetValues<UsageGroup>().Where(g => g != UsageGroup.Tag))
            {
                Assert.Equal(rows.Count(Own), (await host.Reader.SumAsync(query, group, LedgerHost.Token)).Sum(s => s.Requests));
                Assert.Equal(rows.Where(Own).Sum(r => r.CostNanos ?? 0), (await host.Reader.SumAsync(query with { To = RowSource.Start.AddYears(1) }, group, LedgerHost.Token)).Sum(s => s.CostNanos));
            }

            foreach (var row in rows.Where(r => project is not null && !Own(r)))
            {
                Assert.Null(await host.Reader.FindAsync(project!, row.Id, LedgerHost.Token));
                Assert.Empty(await host.Reader.QueryAsync(query with { Text = row.Id }, LedgerHost.Token));
            }

            if (project is not null)
            {
                var foreign = query with { Organization = organization == "org_a" ? "org_b" : "org_a" };
                Assert.Empty(await host.Reader.QueryAsync(foreign, LedgerHost.Token));
                Assert.Empty(await host.Reader.SumAsync(foreign, UsageGroup.Day, LedgerHost.Token));
            }
        }
    }

    [Fact]
    public async Task A_zero_character_of_a_caller_or_provider_does_not_hold_up_the_rows()
    {
        await using var host = await LedgerHost.StartAsync(Environment.GetEnvironmentVariable("STRATA_TEST_POSTGRES") is null ? "sqlite" : "postgres");
        var row = Journal.LedgerRowLayoutTests.Row();
        await host.AppendAsync(row with
        {
            Model = "a\0b", Deployment = "up/a\0b", FinishReason = "\0", ErrorCode = "\0", UpstreamRequestId = "\0", EndUser = "\0", Tags = ["a=\0", "b=\n"], Notes = ["\0\n"],
            Attempts = [row.Attempts[0] with { Reason = "\0", UpstreamRequestId = "\0", Deployment = "a\0b" }],
        });
        await host.AppendAsync(row with { Id = Journal.LedgerRowLayoutTests.SecondId });
        Assert.Equal(2, (await host.Reader.QueryAsync(new LedgerQuery { Project = row.Project }, LedgerHost.Token)).Count);
        Assert.Contains(await host.Reader.SumAsync(new LedgerQuery { Project = row.Project }, UsageGroup.Model, LedgerHost.Token), s => s.Group == "a\uFFFDb");
        Assert.Contains(await host.Reader.SumAsync(new LedgerQuery { Project = row.Project }, UsageGroup.Tag, LedgerHost.Token), s => s.Group == "a=\uFFFD");
    }

    private static async Task<List<LedgerRow>> AllAsync(LedgerHost host, LedgerQuery query)
    {
        var all = new List<LedgerRow>();
        while (true)
        {
            var page = await host.Reader.QueryAsync(query with { Before = all.Count == 0 ? null : all[^1].Id }, LedgerHost.Token);
            all.AddRange(page);
            if (page.Count < query.Limit)
            {
                return all;
            }
        }
    }
}
