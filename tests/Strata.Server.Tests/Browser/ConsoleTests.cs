using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Strata.Server.Tests.Crash;
using Strata.Server.Tests.Support;
using Strata.Tests.Shared.Browser;
using Strata.Tests.Shared.Upstream;

namespace Strata.Server.Tests.Browser;

/// <summary>The console of the real server process in a browser, before a scripted provider with prices.</summary>
public sealed class ConsoleTests(Chromium chromium) : IClassFixture<Chromium>
{
    private const string Asked = "Who keeps the books?";

    /// <summary>Four tokens at fifteen cents and sixty at sixty cents per million.</summary>
    private const string Cost = "$0.000\u202F036\u202F6";

    private static readonly string Answer = string.Join(' ', Enumerable.Range(0, 60).Select(i => $"word{i}"));

    [Fact]
    public async Task An_answer_streams_and_its_request_is_found_with_waterfall_and_exact_cost_on_every_screen()
    {
        await using var visit = await chromium.VisitAsync(1440, 900);
        await using var upstream = await ScriptedUpstream.StartAsync();
        using var folder = new TempFolder();
        folder.Write("strata.yaml", Configuration(upstream.Url));
        using var server = await ServerProcess.StartAsync(folder.Path, first: true);
        using var client = new HttpClient { BaseAddress = new Uri(server.Url), DefaultRequestHeaders = { { "Authorization", "Bearer " + server.FirstKey } } };
        await visit.Page.GotoAsync(server.Url + server.SignInPath);
        Assert.Contains("Nothing was asked", await visit.Page.TextContentAsync("main"), StringComparison.Ordinal);

        await AskAsync(visit.Page, upstream);
        await OtherTrafficAsync(client);
        var id = await OpenAsync(visit.Page);
        await CompareAsync(visit.Page, client, server.Url);
        await LookAsync(visit, server.Url, id);
        Assert.Empty(visit.Faults);
    }

    /// <summary>The provider holds back after the first word, so that the page is seen in the midst of an answer.</summary>
    private static async Task AskAsync(IPage page, ScriptedUpstream upstream)
    {
        await page.ClickAsync(".rail a[href^='/playground']");
        await page.SelectOptionAsync("[name=model]", "scn-wait");
        await page.FillAsync("[name=ask]", Asked);
        await page.PressAsync("[name=ask]", "Enter");
        await page.WaitForFunctionAsync("() => document.querySelector('.turn.assistant div')?.textContent === 'word0'");
        Assert.Equal("answering", await page.TextContentAsync("#live-state"));
        Assert.True(upstream.Log.TryPeek(out var entry));
        entry.Release.SetResult();
        await page.WaitForFunctionAsync("() => document.querySelector('#live-cost').textContent.startsWith('$')");
        Assert.Equal(Answer, await page.TextContentAsync(".turn.assistant div"));
        Assert.Equal(["done", "4", "60", Cost], await TextsAsync(page, "#live-state", "#live-in", "#live-out", "#live-cost"));
        Assert.Matches("^[0-9.\u202F]+/s$", await page.TextContentAsync("#live-speed") ?? "");
        Assert.Matches("^[0-9.]+\u202F(µs|ms|s)$", await page.TextContentAsync("#live-first") ?? "");
    }

    private static async Task<string> OpenAsync(IPage page)
    {
        await page.ClickAsync("#live-request a");
        await page.WaitForSelectorAsync(".waterfall");
        Assert.Equal(Asked, await page.TextContentAsync("h1"));
        var waterfall = await page.TextContentAsync(".waterfall") ?? "";
        Assert.Contains("chat scn-wait", waterfall, StringComparison.Ordinal);
        Assert.Contains(Cost, await page.TextContentAsync(".facts"), StringComparison.Ordinal);
        Assert.Equal(
            ["prompt", "4", "$0.15", "$0.000\u202F000\u202F6", "answer", "60", "$0.60", "$0.000\u202F036", "In all", "64", "", Cost],
            (await page.Locator(".cost tbody tr > *").AllTextContentsAsync()).Select(t => t.Trim()));
        Assert.Contains(Answer, await page.TextContentAsync(".messages"), StringComparison.Ordinal);
        Assert.Contains("curl", await page.TextContentAsync(".tabs"), StringComparison.Ordinal);
        return page.Url.Split('/')[^1];
    }

    private static async Task OtherTrafficAsync(HttpClient client)
    {
        foreach (var model in new[] { "scn-echo", "scn-503", "folder/" + new string('x', 190), "scn-echo" })
        {
            using var answer = await client.PostAsJsonAsync("/v1/chat/completions", new { model, messages = new[] { new { role = "user", content = new string('w', 200) } } });
            await answer.Content.ReadAsByteArrayAsync();
        }
    }

    /// <summary>What the pages say is what the interface for programs says.</summary>
    private static async Task CompareAsync(IPage page, HttpClient client, string url)
    {
        var usage = (await client.GetFromJsonAsync<JsonObject>("/strata/v1/usage"))!["data"]!.AsArray();
        var rows = (await client.GetFromJsonAsync<JsonObject>("/strata/v1/requests"))!["data"]!.AsArray();
        await page.GotoAsync(url + "/");
        var figures = (await page.Locator(".figure-value").AllTextContentsAsync()).Select(t => t.Trim()).ToArray();
        Assert.Equal([$"{Sum("requests")}", $"{usage.Sum(u => (long)u!["tokens"]!["total"]!)}", Cost, $"{Sum("failed")}"], figures[..4]);
        Assert.Equal(36_600, Sum("cost_nanos"));
        Assert.Equal("unpriced", (await page.TextContentAsync("tr:has-text('scn-echo') .unpriced"))!.Trim());
        await page.GotoAsync(url + "/requests");
        var listed = await page.EvaluateAsync<string[]>("[...document.querySelectorAll('a[data-drawer]')].map(a => a.dataset.drawer).filter((v, i, all) => v && all.indexOf(v) === i)");
        Assert.Equal(rows.Select(r => (string)r!["id"]!), listed);

        long Sum(string name) => usage.Sum(u => (long?)u![name] ?? 0);
    }

    private static async Task LookAsync(Visit visit, string url, string id)
    {
        var page = visit.Page;
        foreach (var (width, height) in new[] { (1440, 900), (390, 844) })
        {
            await page.SetViewportSizeAsync(width, height);
            foreach (var path in new[] { "/", "/playground", "/requests", "/requests?open=" + id, "/requests/" + id, "/models", "/keys", "/settings", "/costs", "/providers", "/routes", "/cache",
                "/guardrails", "/prices", "/teams", "/audit?verify=1" })
            {
                await page.GotoAsync(url + path);
                var name = path.Replace("?open=" + id, "-drawer", StringComparison.Ordinal).Replace("s/" + id, "", StringComparison.Ordinal).Replace("?verify=1", "", StringComparison.Ordinal).Trim('/');
                var (html, paint) = await visit.TimesAsync();
                TestContext.Current.TestOutputHelper?.WriteLine($"{width} /{name}: HTML {html:0} ms, first paint {paint:0} ms");
                foreach (var theme in new[] { ColorScheme.Dark, ColorScheme.Light })
                {
                    await page.EmulateMediaAsync(new() { ColorScheme = theme });
                    Assert.True(await visit.OverflowAsync() <= 0, $"{path} is wider than {width} pixels.");
                    Assert.Empty(await visit.SidewaysAsync());
                    await visit.ShotAsync($"real-{(name.Length > 0 ? name : "home")}-{width}-{theme}".ToLowerInvariant());
                }
            }
        }
    }

    private static async Task<string[]> TextsAsync(IPage page, params string[] selectors) =>
        [.. await Task.WhenAll(selectors.Select(async s => await page.TextContentAsync(s) ?? ""))];

    private static string Configuration(string upstream) => $"""
        gateway:
          upstreams:
            - name: mock
              url: {upstream}
              key: {ScriptedUpstream.Key}
              models: [scn-wait, scn-echo, scn-503]
          prices:
            mock/scn-wait:
              input: 0.15
              output: 0.6
        """;
}
