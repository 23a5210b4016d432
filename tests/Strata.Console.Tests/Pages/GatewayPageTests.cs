using System.Net;
using Strata.Budgets.Rules;
using Strata.Console.Tests.Support;
using Strata.Core.Tenancy;

namespace Strata.Console.Tests.Pages;

public sealed class GatewayPageTests(TypicalHost typical) : IClassFixture<TypicalHost>
{
    [Fact]
    public async Task A_deployment_in_trouble_stands_first_with_its_breaker_and_credentials_by_name()
    {
        var html = await typical.Host.GetAsync("/providers");
        Assert.Contains("open, 14", html, StringComparison.Ordinal);
        Assert.Contains("spare: limited", html, StringComparison.Ordinal);
        Assert.True(html.IndexOf("groq/llama-3.3-70b", StringComparison.Ordinal) < html.IndexOf("anthropic/claude-sonnet-4-5", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_only_reads_sees_neither_credentials_nor_the_conditions_of_routes()
    {
        await using var host = await ConsoleHost.StartAsync(Role.Viewer);
        GatewaySample.Typical(host.Gateway, host.Ledger);
        Assert.DoesNotContain("spare", await host.GetAsync("/providers"), StringComparison.Ordinal);
        Assert.DoesNotContain("when team is", await host.GetAsync("/routes"), StringComparison.Ordinal);
        Assert.DoesNotContain("<form method=\"post\" action=\"/teams", await host.GetAsync("/teams"), StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"/audit", await host.GetAsync("/"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await host.Client.GetAsync("/audit")).StatusCode);
        foreach (var path in new[] { "/teams", "/teams/people", "/teams/prj_support/archive", "/teams/limits", "/teams/limits/remove", "/prices", "/cache/purge", "/keys/key_bot/rotate" })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync(host, path)).StatusCode);
        }
    }

    [Fact]
    public async Task A_route_says_its_targets_shares_fallbacks_and_canary()
    {
        var html = WebUtility.HtmlDecode(await typical.Host.GetAsync("/routes"));
        Assert.Contains("azure/gpt-4.1 → strata/smollm2", html, StringComparison.Ordinal);
        Assert.Contains("5\u202F% → anthropic/claude-sonnet-4-5", html, StringComparison.Ordinal);
        Assert.Contains("80\u202F%", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Costs_are_exact_and_lead_on_to_what_is_behind_them()
    {
        var host = typical.Host;
        var from = host.Ledger.Rows[300].At;
        var html = WebUtility.HtmlDecode(await host.GetAsync($"/costs?by=provider&from={Uri.EscapeDataString(from.ToString("O", System.Globalization.CultureInfo.InvariantCulture))}"));
        var seen = host.Ledger.Rows.Where(r => r.At >= from).ToArray();
        Assert.Contains(Strata.Console.Formats.Format.Money(new(seen.Where(r => r.Provider == "openai").Sum(r => r.CostNanos ?? 0))), html, StringComparison.Ordinal);
        Assert.Contains("&provider=openai&by=model", html, StringComparison.Ordinal);
        Assert.Contains("&team=*&provider=openai", html, StringComparison.Ordinal);
        Assert.Contains("class=\"f1\"", html, StringComparison.Ordinal);
        Assert.Contains(" at its end", html, StringComparison.Ordinal);
        Assert.DoesNotContain(" at its end", await host.GetAsync("/costs?measure=tokens"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_sums_are_a_file_whose_names_no_spreadsheet_takes_for_formulas()
    {
        await using var host = await ConsoleHost.StartAsync();
        GatewaySample.Typical(host.Gateway, host.Ledger);
        host.Ledger.Rows.Add(host.Ledger.Rows[0] with { EndUser = "=SUM(A1:A9),\"x\"", At = ConsoleHost.Now.AddMinutes(-1) });
        var answer = await host.Client.GetAsync("/console/files/usage.csv?by=end_user&range=7d");
        var text = await answer.Content.ReadAsStringAsync();
        Assert.Equal("attachment; filename=usage.csv", answer.Content.Headers.ContentDisposition!.ToString().Replace("\"", "", StringComparison.Ordinal));
        Assert.Contains("\"'=SUM(A1:A9),\"\"x\"\"\"", text, StringComparison.Ordinal);
        Assert.StartsWith("day_utc,end_user,name,requests", text, StringComparison.Ordinal);
        Assert.StartsWith("id", await host.GetAsync("/console/files/requests.csv"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_teams_costs_are_for_administrators_alone()
    {
        await using var reader = await ConsoleHost.StartAsync(Role.Viewer);
        GatewaySample.Typical(reader.Gateway, reader.Ledger);
        var from = reader.Ledger.Rows[300].At;
        var own = reader.Ledger.Rows.Where(r => r.Project == ConsoleHost.Project && r.At >= from).Sum(r => r.CostNanos ?? 0);
        foreach (var path in new[] { "/costs?", "/costs?team=*", "/costs?team=prj_support" }.Select(p => $"{p}&from={Uri.EscapeDataString(from.ToString("O", System.Globalization.CultureInfo.InvariantCulture))}"))
        {
            Assert.Contains(Strata.Console.Formats.Format.Money(new(own)), WebUtility.HtmlDecode(await reader.GetAsync(path)), StringComparison.Ordinal);
        }

        reader.Log.Add("prj_support", new() { Id = "req_theirs", At = ConsoleHost.Now, Model = "m" });
        Assert.DoesNotContain("req_theirs", await reader.GetAsync("/requests?team=prj_support"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await reader.Client.GetAsync("/requests/req_theirs?team=*")).StatusCode);
        await using var admin = await ConsoleHost.StartAsync(Role.Admin);
        admin.Log.Add("prj_support", new() { Id = "req_theirs", At = ConsoleHost.Now, Model = "m" });
        Assert.DoesNotContain("req_theirs", await admin.GetAsync("/requests"), StringComparison.Ordinal);
        Assert.Contains("req_theirs", await admin.GetAsync("/requests?team=*"), StringComparison.Ordinal);
        Assert.Contains("req_theirs", await admin.GetAsync("/requests/req_theirs?team=prj_support"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_without_a_price_is_an_alarm_above_the_book()
    {
        var html = await typical.Host.GetAsync("/prices");
        var alarm = html.IndexOf("is used and has no price", StringComparison.Ordinal);
        Assert.InRange(alarm, 1, html.IndexOf("<table", StringComparison.Ordinal));
        Assert.Contains("/prices?model=groq%2Fllama-3.3-70b#set", html, StringComparison.Ordinal);
        Assert.Contains("to come", html, StringComparison.Ordinal);
        Assert.Contains("superseded", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_price_is_set_for_the_own_organisation_from_a_day_on()
    {
        await using var host = await ConsoleHost.StartAsync();
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(host, "/prices", ("model", "m"), ("input", "free"))).StatusCode);
        Assert.Empty(host.Gateway.PriceRows);
        var answer = await PostAsync(host, "/prices", ("model", "m"), ("input", "0.15"), ("output", "0.6"), ("from", "2026-12-01"));
        Assert.Contains("The price of m is set", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var entry = Assert.Single(host.Gateway.PriceRows);
        Assert.Equal(("org:org", 0.15m, 0.6m, 2026), (entry.Contract, entry.Prices.Input, entry.Prices.Output, entry.ValidFrom.Year));
    }

    [Fact]
    public async Task A_rotated_secret_is_shown_once()
    {
        await using var host = await ConsoleHost.TypicalAsync();
        Assert.Contains("Rotate billing-bot", await host.GetAsync("/keys?rotate=key_bot"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(host, "/keys/key_bot/rotate", ("hours", "9999"))).StatusCode);
        Assert.Contains("sk-strata-rotated-once", await (await PostAsync(host, "/keys/key_bot/rotate", ("hours", "24"))).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var html = await host.GetAsync("/keys");
        Assert.DoesNotContain("rotated-once", html, StringComparison.Ordinal);
        Assert.Contains("rotating", html, StringComparison.Ordinal);
        Assert.Contains("188\u202F421", WebUtility.HtmlDecode(html), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_team_is_put_away_only_by_its_name_and_taken_back()
    {
        await using var host = await ConsoleHost.TypicalAsync();
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(host, "/teams/prj_support/archive", ("confirm", "support"))).StatusCode);
        Assert.Null(host.Gateway.TeamRows[1].ArchivedAt);
        await PostAsync(host, "/teams/prj_support/archive", ("confirm", "Customer support"));
        Assert.NotNull(host.Gateway.TeamRows[1].ArchivedAt);
        await PostAsync(host, "/teams/prj_support/restore", ("x", "y"));
        Assert.Null(host.Gateway.TeamRows[1].ArchivedAt);
        Assert.Contains("Zoë is added", WebUtility.HtmlDecode(await (await PostAsync(host, "/teams/people", ("name", "Zoë"), ("role", "Viewer"))).Content.ReadAsStringAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_limit_is_set_changed_and_taken_away()
    {
        await using var host = await ConsoleHost.TypicalAsync();
        foreach (var wrong in new[] { ("amount", "much"), ("amount", "1.5"), ("window", "fortnight"), ("kind", "planet"), ("id", ""), ("unit", "smiles") })
        {
            Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(host, "/teams/limits", Limit(wrong))).StatusCode);
        }

        Assert.Empty(host.Gateway.LimitRules);
        Assert.Contains("The limit search-day is in force: 600 requests a day.", await (await PostAsync(host, "/teams/limits", Limit())).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(new LimitNode(NodeKind.Team, LimitNode.Every), host.Gateway.LimitRules.Single().Scope);

        var form = await host.GetAsync("/teams?limit=search-day");
        Assert.Contains("value=\"600\"", form, StringComparison.Ordinal);
        await PostAsync(host, "/teams/limits", Limit(("unit", "dollars"), ("amount", "12.5"), ("node", "prj_support")));
        Assert.Equal((12_500_000_000, "prj_support"), (host.Gateway.LimitRules.Single().Amount, host.Gateway.LimitRules.Single().Scope.Id));
        Assert.Contains("value=\"12.5\"", await host.GetAsync("/teams?limit=search-day"), StringComparison.Ordinal);

        Assert.Contains("Take the limit search-day away?", await host.GetAsync("/teams?untie=search-day"), StringComparison.Ordinal);
        Assert.Single(host.Gateway.LimitRules);
        await PostAsync(host, "/teams/limits/remove", ("id", "search-day"));
        Assert.Empty(host.Gateway.LimitRules);
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(host, "/teams/limits/remove", ("id", "search-day"))).StatusCode);
    }

    private static (string Key, string Value)[] Limit(params (string Key, string Value)[] changes) =>
        [
            .. new[] { ("id", "search-day"), ("kind", "team"), ("node", ""), ("amount", "600"), ("unit", "requests"), ("window", "day"), ("mode", "strict") }
                .ExceptBy(changes.Select(c => c.Key), f => f.Item1).Concat(changes),
        ];

    [Fact]
    public async Task The_cache_says_its_share_and_is_emptied_by_model()
    {
        await using var host = await ConsoleHost.TypicalAsync();
        var html = await host.GetAsync("/cache");
        Assert.Contains("answered the same meaning", html, StringComparison.Ordinal);
        Assert.Contains("3 answers left the cache", await (await PostAsync(host, "/cache/purge", ("model", "smollm2"))).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(["smollm2"], host.Gateway.Purges);
    }

    [Fact]
    public async Task A_broken_chain_is_said_aloud()
    {
        await using var host = await ConsoleHost.TypicalAsync();
        Assert.Contains("Not verified on this page", await host.GetAsync("/audit"), StringComparison.Ordinal);
        Assert.Contains("The chain is whole", await host.GetAsync("/audit?verify=1"), StringComparison.Ordinal);
        host.Gateway.Verdict = new(11, 12, "Link 12 is not as it was written.");
        Assert.Contains("The chain is broken", await host.GetAsync("/audit?verify=1"), StringComparison.Ordinal);
        Assert.Contains(">12<", System.Text.RegularExpressions.Regex.Replace(await host.GetAsync("/audit?before=13"), "\\s", ""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_tells_its_attempts_with_outcome_reason_and_cost()
    {
        var host = typical.Host;
        var id = (await host.Log.ListAsync(new() { Project = ConsoleHost.Project, Limit = 1, Verdict = Strata.Console.Data.RequestVerdict.Ok }, CancellationToken.None))[0].Id;
        var html = await host.GetAsync("/requests/" + id);
        Assert.Contains("failed, went elsewhere", html, StringComparison.Ordinal);
        Assert.Contains("rate_limited 429", html, StringComparison.Ordinal);
        Assert.Contains("chat · weighted", WebUtility.HtmlDecode(html), StringComparison.Ordinal);
        Assert.Contains("knew no answer", html, StringComparison.Ordinal);
    }

    private static Task<HttpResponseMessage> PostAsync(ConsoleHost host, string path, params (string Key, string Value)[] fields) =>
        host.Client.PostAsync(path, new FormUrlEncodedContent(fields.ToDictionary(f => f.Key, f => f.Value)));
}
