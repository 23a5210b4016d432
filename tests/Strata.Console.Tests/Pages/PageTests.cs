using System.Net;
using Strata.Console.Tests.Support;
using Strata.Core.Tenancy;

namespace Strata.Console.Tests.Pages;

public sealed class PageTests(TypicalHost typical) : IClassFixture<TypicalHost>
{
    public static TheoryData<string> Paths =>
        ["/", "/playground", "/requests", "/traces?whole=1", "/traces?view=spans&whole=1", "/traces/compare", "/sessions", "/users", "/dashboards", "/dashboards/models", "/live", "/costs",
            "/costs?by=team&then=model", "/models", "/providers", "/routes", "/cache", "/guardrails", "/prices", "/keys", "/teams", "/audit?verify=1", "/settings"];

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task A_page_loads_nothing_from_elsewhere_and_runs_nothing_inline(string path)
    {
        var host = typical.Host;
        var answer = await host.Client.GetAsync(path);
        var html = await answer.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.DoesNotMatch("<script(?! src=\"/console/)|<style|\\sstyle=|\\son[a-z]+=|(src|href)=\"(https?:)?//", html);
        TestContext.Current.TestOutputHelper?.WriteLine($"{path}: {html.Length:N0} characters");
        Assert.InRange(html.Length, 1_000, 150_000);
    }

    [Theory]
    [InlineData("/", "Nothing was asked in this time")]
    [InlineData("/requests", "Nothing was asked in this time")]
    [InlineData("/requests?model=x", "No request fits")]
    [InlineData("/models", "./strata pull smollm2")]
    [InlineData("/playground", "./strata pull smollm2")]
    [InlineData("/costs", "Nothing was used in this time")]
    [InlineData("/providers", "No provider is configured yet")]
    [InlineData("/routes", "No route is written yet")]
    [InlineData("/cache", "No answer cache is in use")]
    [InlineData("/guardrails", "No policy is written yet")]
    [InlineData("/prices", "No price fits")]
    [InlineData("/teams", "Nothing is limited yet")]
    [InlineData("/audit", "Nothing was changed yet")]
    public async Task An_empty_page_says_what_to_do(string path, string words)
    {
        await using var host = await ConsoleHost.StartAsync();
        var html = await host.GetAsync(path);
        Assert.Contains(words, html, StringComparison.Ordinal);
        Assert.DoesNotContain("<figure", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hostile_names_and_prompts_are_text_everywhere()
    {
        await using var host = await ConsoleHost.TypicalAsync();
        Sample.Extreme(host);
        await host.SettleAsync(123);
        var newest = (await host.Log.ListAsync(new() { Project = ConsoleHost.Project, Limit = 3 }, CancellationToken.None)).Select(r => r.Id).ToArray();
        string[] paths =
        [
            "/", "/requests", "/requests?open=" + newest[2], "/requests/" + newest[2], "/requests/" + newest[1], "/models", "/keys?revoke=key_hostile",
            "/costs?by=end_user", "/costs?by=tag&measure=tokens", "/providers", "/routes", "/cache", "/guardrails", "/prices", "/teams?archive=prj_wide", "/audit?verify=1",
            "/playground?model=%3Cscript%3Ealert(1)", "/costs?model=%3Cscript%3E", "/prices?model=%3Cscript%3E&text=%22%3E%3Cscript%3E", "/requests?text=%22%3E%3Cscript%3E&model=%3Cimg%3E",
                "/requests/%3Cscript%3E", "/%3Cscript%3Ealert(1)",
        ];
        foreach (var path in paths)
        {
            var html = await (await host.Client.GetAsync(path)).Content.ReadAsStringAsync();
            Assert.DoesNotContain("<script>", html, StringComparison.Ordinal);
            Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
            Assert.DoesNotContain("<b>x", html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_list_is_paged_by_key_without_loss_or_repetition()
    {
        var host = typical.Host;
        var seen = new List<string>();
        for (string? path = "/requests?range=7d"; path is not null;)
        {
            var html = await host.GetAsync(path);
            seen.AddRange(System.Text.RegularExpressions.Regex.Matches(html, "data-row[^>]*>.*?data-drawer=\"(req_[^\"]+)\"", System.Text.RegularExpressions.RegexOptions.Singleline).Select(m => m.Groups[1].Value));
            var next = System.Text.RegularExpressions.Regex.Match(html, "href=\"([^\"]+)\" rel=\"next\"");
            path = next.Success ? WebUtility.HtmlDecode(next.Groups[1].Value) : null;
        }

        Assert.Equal(120, seen.Count);
        Assert.Equal(seen.OrderDescending(StringComparer.Ordinal).Distinct(), seen);
    }

    [Fact]
    public async Task A_filter_in_the_url_selects_and_the_drawer_opens_from_the_url()
    {
        var host = typical.Host;
        var html = await host.GetAsync("/requests?verdict=refused");
        Assert.Contains("refused</span>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("provider failed</span>", html, StringComparison.Ordinal);
        var id = (await host.Log.ListAsync(new() { Project = ConsoleHost.Project, Limit = 1, Verdict = Strata.Console.Data.RequestVerdict.Ok }, CancellationToken.None))[0].Id;
        var open = await host.GetAsync("/requests?open=" + id);
        Assert.Contains("Where the time went", open, StringComparison.Ordinal);
        Assert.Contains("prefill", open, StringComparison.Ordinal);
        Assert.Contains("You are a careful assistant.", open, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_project_sees_none_of_it()
    {
        var host = typical.Host;
        var row = (await host.Log.ListAsync(new() { Project = ConsoleHost.Project, Limit = 1 }, CancellationToken.None))[0];
        await using var other = await ConsoleHost.StartAsync(project: "prj_other");
        other.Log.Add(ConsoleHost.Project, row);
        Assert.DoesNotContain(row.Id, await other.GetAsync("/"), StringComparison.Ordinal);
        Assert.DoesNotContain(row.Id, await other.GetAsync("/requests"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await other.Client.GetAsync("/requests/" + row.Id)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await other.Client.GetAsync("/console/api/requests/" + row.Id)).StatusCode);
    }

    [Fact]
    public async Task A_service_key_sees_its_own_requests_only()
    {
        await using var host = await ConsoleHost.StartAsync(Role.Service);
        host.Log.Add(ConsoleHost.Project, new() { Id = "req_mine", At = ConsoleHost.Now, KeyId = "key_mine", Model = "m" });
        host.Log.Add(ConsoleHost.Project, new() { Id = "req_theirs", At = ConsoleHost.Now, KeyId = "key_other", Model = "m" });
        var html = await host.GetAsync("/requests");
        Assert.Contains("req_mine", html, StringComparison.Ordinal);
        Assert.DoesNotContain("req_theirs", html, StringComparison.Ordinal);
        Assert.DoesNotContain("req_theirs", await host.GetAsync("/requests?key=key_other"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await host.Client.GetAsync("/requests/req_theirs")).StatusCode);
    }

    [Fact]
    public async Task A_browser_gets_a_page_where_there_is_none_and_a_program_does_not()
    {
        await using var host = await ConsoleHost.StartAsync();
        var page = await host.Client.GetAsync("/nowhere");
        Assert.Equal(HttpStatusCode.NotFound, page.StatusCode);
        Assert.Contains("There is nothing here", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("html", await (await host.Client.GetAsync("/v1/nowhere")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_there_in_time_follows_its_frame_in_the_same_answer()
    {
        await using var host = await ConsoleHost.StartAsync();
        host.Log.Slow = new TaskCompletionSource();
        using var answer = await host.Client.GetAsync("/requests", HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync());
        var frame = "";
        while (!frame.Contains("Reading the ledger", StringComparison.Ordinal))
        {
            frame += await reader.ReadLineAsync();
        }

        Assert.DoesNotContain("Nothing was asked", frame, StringComparison.Ordinal);
        host.Log.Slow.SetResult();
        Assert.Contains("Nothing was asked", await reader.ReadToEndAsync(), StringComparison.Ordinal);
        host.Log.Slow = new TaskCompletionSource();
        var whole = host.GetAsync("/requests?whole=1");
        host.Log.Slow.SetResult();
        Assert.DoesNotContain("<blazor-ssr", await whole, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_fails_says_so_without_internals()
    {
        await using var host = await ConsoleHost.StartAsync();
        host.Log.Broken = true;
        var answer = await host.Client.GetAsync("/requests");
        var html = await answer.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Contains("This page failed", html, StringComparison.Ordinal);
        Assert.DoesNotContain("broken for this test", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dark", "/requests?range=1h", "/requests?range=1h")]
    [InlineData("light", "//evil.example", "/")]
    [InlineData("dark", "/\\evil.example", "/")]
    public async Task The_theme_is_kept_and_leads_back_here_only(string theme, string next, string location)
    {
        await using var host = await ConsoleHost.StartAsync();
        var answer = await host.Client.GetAsync($"/console/theme?set={theme}&next={Uri.EscapeDataString(next)}");
        Assert.Equal(location, answer.Headers.Location!.ToString());
        Assert.StartsWith("strata-theme=" + theme, answer.Headers.GetValues("Set-Cookie").Single(), StringComparison.Ordinal);
        host.Client.DefaultRequestHeaders.Add("Cookie", "strata-theme=" + theme);
        Assert.Contains($"data-theme=\"{theme}\"", await host.GetAsync("/settings"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Assets_are_kept_by_their_hash()
    {
        await using var host = await ConsoleHost.StartAsync();
        var url = System.Text.RegularExpressions.Regex.Match(await host.GetAsync("/settings"), "/console/assets/[0-9a-f]+/console.css").Value;
        var answer = await host.Client.GetAsync(url);
        Assert.Equal("public, max-age=31536000, immutable", string.Join(", ", answer.Headers.GetValues("Cache-Control")));
        Assert.Equal(HttpStatusCode.NotFound, (await host.Client.GetAsync("/console/assets/000000000000/console.css")).StatusCode);
    }
}
