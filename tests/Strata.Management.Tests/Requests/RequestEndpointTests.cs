using System.Globalization;
using Strata.Gateway.Options;
using Strata.Gateway.Tests.Support;
using Strata.Ledger.Pricing;

namespace Strata.Management.Tests.Requests;

public sealed class RequestEndpointTests
{
    [Fact]
    public async Task Rows_are_paged_filtered_summed_and_told_with_their_attempts()
    {
        await using var host = await Api.StartAsync(new GatewayOptions { Prices = new Dictionary<string, PriceOptions> { ["fake"] = new() { Input = 1, Output = 10 } } });
        var ids = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            ids.Add(await host.ChatAsync(more: $",\"user\":\"customer-{i % 2}\""));
        }

        await host.ChatAsync(model: "nothing-like-it");
        var first = await host.GetAsync("/requests?limit=4");
        var second = await host.GetAsync($"/requests?limit=4&before={first.Text("before")}");
        Assert.Equal(6, first.Data().Concat(second.Data()).Select(r => r.Text("id")).Distinct().Count());
        Assert.Equal(3, (await host.GetAsync("/requests?end_user=customer-0")).Data().Length);
        Assert.Equal("refused", Assert.Single((await host.GetAsync("/requests?status=refused")).Data()).Text("status"));

        var told = await host.GetAsync($"/generations/{ids[0]}");
        Assert.Equal("ok", Assert.Single(told.GetProperty("attempts").EnumerateArray()).Text("outcome"));
        Assert.Equal(told.Text("first_cost_nanos"), told.GetProperty("attempts")[0].Text("cost_nanos"));
        Assert.Equal(told.ToString(), (await host.AskAsync("GET", $"/v1/generation?id={ids[0]}", null, null)).Body);
        Assert.Equal(404, (await host.AskAsync("GET", "/v1/generation?id=req_none", null, null)).Status);

        var sums = (await host.GetAsync("/usage?group_by=day,end_user,model&status=ok")).Data();
        Assert.Equal([3, 2], sums.Select(s => s.GetProperty("requests").GetInt32()).OrderDescending());
        Assert.All(sums, s => Assert.Equal(3, s.GetProperty("groups").GetArrayLength()));
        var all = (await host.GetAsync("/usage?group_by=team")).Data();
        Assert.Equal(6, Assert.Single(all).GetProperty("requests").GetInt32());
        Assert.Equal("Default", all[0].Text("name"), ignoreCase: true);
    }

    [Theory]
    [InlineData("csv", "text/csv", "id,")]
    [InlineData("parquet", "application/vnd.apache.parquet", "PAR1")]
    [InlineData("focus_csv", "text/csv", "")]
    [InlineData("focus_parquet", "application/vnd.apache.parquet", "PAR1")]
    public async Task Requests_leave_as_files(string format, string media, string start)
    {
        await using var host = await Api.StartAsync();
        await host.ChatAsync();
        using var response = await host.Client.GetAsync(new Uri($"/strata/v1/export?format={format}", UriKind.Relative), TestHost.Token);
        var body = await response.Content.ReadAsStringAsync(TestHost.Token);
        Assert.Equal(media, response.Content.Headers.ContentType!.MediaType);
        Assert.StartsWith(start, body, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("fake", body);
    }

    [Fact]
    public async Task What_had_no_price_is_listed_and_priced_afterwards()
    {
        await using var host = await Api.StartAsync();
        await host.ChatAsync();
        Assert.Equal("fake", Assert.Single((await host.GetAsync("/unpriced")).Data()).Text("group"));
        Assert.True((await host.GetAsync("/requests")).Data()[0].GetProperty("unpriced").GetBoolean());
        await host.PutAsync("/prices", """{"model":"fake","text":"in=1 out=10"}""");
        Assert.Equal("edited", Assert.Single((await host.GetAsync("/prices/entries?model=fake")).Data()).Text("source"));

        var plan = await host.MakeAsync("/repricing", """{"unpriced_only":true}""");
        Assert.Equal(("True", "1"), (plan.Text("dry_run"), plan.Text("seen")));
        var delta = long.Parse(plan.Text("delta_nanos"), CultureInfo.InvariantCulture);
        Assert.True(delta > 0);
        Assert.True((await host.GetAsync("/requests")).Data()[0].GetProperty("unpriced").GetBoolean());
        for (var run = 0; run < 2; run++)
        {
            var done = await host.MakeAsync("/repricing", """{"unpriced_only":true,"dry_run":false,"job":"november"}""");
            Assert.Equal($"{delta}", done.Text("delta_nanos"));
        }

        var row = (await host.GetAsync("/requests")).Data()[0];
        Assert.Equal($"{delta}", row.Text("cost_nanos"));
        Assert.Equal($"{delta}", (await host.GetAsync($"/generations/{row.Text("id")}")).Text("repriced_nanos"));
        Assert.Equal($"{delta}", (await host.GetAsync("/usage")).Data()[0].Text("cost_nanos"));
        Assert.Empty((await host.GetAsync("/unpriced")).Data());
    }
}
