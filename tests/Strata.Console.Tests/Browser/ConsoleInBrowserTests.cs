using Strata.Console.Tests.Support;
using Strata.Tests.Shared.Browser;

namespace Strata.Console.Tests.Browser;

public sealed class ConsoleInBrowserTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task The_playground_streams_an_answer_and_the_request_is_found_with_its_waterfall_and_cost()
    {
        await using var host = await ConsoleHost.TypicalAsync();
        await using var visit = await chromium.VisitAsync(1440, 900);
        var page = visit.Page;
        await page.GotoAsync(host.Url + "/playground");
        await page.EvaluateAsync("""
            () => {
              window.lengths = new Set();
              const note = () => lengths.add(document.querySelector('.turn.assistant div')?.textContent.length ?? 0);
              new MutationObserver(note).observe(document.querySelector('#turns'), { subtree: true, childList: true });
            }
            """);
        await page.FillAsync("[name=ask]", "Who keeps the books?");
        await page.PressAsync("[name=ask]", "Enter");
        await page.WaitForFunctionAsync("() => document.querySelector('#live-cost').textContent.startsWith('$')");
        Assert.True(await page.EvaluateAsync<int>("() => lengths.size") > 3, "The answer came in one piece.");
        Assert.Equal(ScriptedDoor.Answer, await page.TextContentAsync(".turn.assistant div"));
        Assert.Equal("done", await page.TextContentAsync("#live-state"));
        Assert.Equal("$0.004\u202F31", await page.TextContentAsync("#live-cost"));
        await visit.ShotAsync("playground-1440-light");
        await page.FillAsync("[name=top_k]", "40");
        await page.ClickAsync("[data-code]");
        Assert.Contains("extra_body={\"top_k\":40}", await page.TextContentAsync("#code-tabs"), StringComparison.Ordinal);
        await page.Keyboard.PressAsync("Escape");
        await page.ClickAsync("#live-request a");
        await page.WaitForSelectorAsync(".waterfall");
        Assert.Contains("decode", await page.TextContentAsync(".waterfall"), StringComparison.Ordinal);
        Assert.Contains("$0.004\u202F31", await page.TextContentAsync(".facts"), StringComparison.Ordinal);
        Assert.Contains("Who keeps the books?", await page.TextContentAsync("h1"), StringComparison.Ordinal);
        await visit.ShotAsync("request-1440-light");
        await page.GotoAsync(host.Url + "/requests");
        Assert.Contains("Who keeps the books?", await page.TextContentAsync("tr[data-row]"), StringComparison.Ordinal);
        Assert.Empty(visit.Faults);
    }

    [Fact]
    public async Task An_answer_can_be_stopped_and_a_refusal_is_said()
    {
        await using var host = await ConsoleHost.TypicalAsync();
        await using var visit = await chromium.VisitAsync();
        var page = visit.Page;
        const string refusal = """{"error":{"message":"The key's limit is reached.","type":"requests","param":null,"code":"rate_limit_exceeded"}}""";
        await page.RouteAsync("**/v1/chat/completions", route => route.FulfillAsync(new() { Status = 429, ContentType = "application/json", Body = refusal }));
        await page.GotoAsync(host.Url + "/playground");
        await page.FillAsync("[name=ask]", "Hello");
        await page.ClickAsync("[data-send]");
        await page.WaitForSelectorAsync(".turn.failed");
        Assert.Equal("The key's limit is reached.", await page.TextContentAsync(".turn.failed div"));
        await page.UnrouteAllAsync();
        await page.FillAsync("[name=ask]", "Again, slowly");
        await page.ClickAsync("[data-send]");
        await page.WaitForFunctionAsync("() => document.querySelector('#live-state').textContent === 'answering'");
        await page.ClickAsync("[data-stop]");
        await page.WaitForFunctionAsync("() => document.querySelector('#live-state').textContent === 'stopped'");
        Assert.True(await page.IsVisibleAsync("[data-send]"));
    }

    [Fact]
    public async Task What_takes_long_follows_its_frame_and_is_put_in_place()
    {
        await using var host = await ConsoleHost.TypicalAsync();
        await using var visit = await chromium.VisitAsync();
        var page = visit.Page;
        host.Log.Slow = new TaskCompletionSource();
        await page.GotoAsync(host.Url + "/requests", new() { WaitUntil = Microsoft.Playwright.WaitUntilState.Commit });
        await page.WaitForSelectorAsync(".late");
        Assert.Equal("Requests", await page.TextContentAsync("h1"));
        host.Log.Slow.SetResult();
        await page.WaitForSelectorAsync("tr[data-row]");
        Assert.Equal(50, await page.EvaluateAsync<int>("document.querySelectorAll('tr[data-row]').length"));
        Assert.Equal(0, await page.EvaluateAsync<int>("document.querySelectorAll('.late, blazor-ssr').length"));
        Assert.Equal(1, await page.EvaluateAsync<int>("document.querySelectorAll('#drawer').length"));
        Assert.Empty(visit.Faults);
    }

    [Fact]
    public async Task Twenty_requests_fit_a_small_screen_and_keys_walk_them()
    {
        await using var host = await ConsoleHost.TypicalAsync();
        await using var visit = await chromium.VisitAsync(1280, 800);
        var page = visit.Page;
        await page.GotoAsync(host.Url + "/requests");
        var seen = await page.EvaluateAsync<int>("[...document.querySelectorAll('tr[data-row]')].filter(r => r.getBoundingClientRect().bottom <= innerHeight).length");
        Assert.True(seen >= 20, $"{seen} rows fit.");
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync("#drawer .waterfall");
        var second = await page.GetAttributeAsync("tr[data-row]:nth-child(2) a[data-drawer]", "data-drawer");
        Assert.EndsWith("open=" + second, page.Url, StringComparison.Ordinal);
        await visit.ShotAsync("drawer-1280-light");
        await page.Keyboard.PressAsync("j");
        await page.WaitForFunctionAsync("() => document.querySelector('tr.open') === document.querySelectorAll('tr[data-row]')[2]");
        await page.Keyboard.PressAsync("Escape");
        await page.WaitForSelectorAsync("#drawer", new() { State = Microsoft.Playwright.WaitForSelectorState.Hidden });
        await page.GoBackAsync();
        await page.WaitForSelectorAsync("#drawer .waterfall");
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("Control+k");
        await page.Keyboard.TypeAsync("sett");
        await visit.ShotAsync("palette-1280-light");
        await page.Keyboard.PressAsync("Enter");
        await visit.ArriveAsync("/settings");
        await page.Keyboard.PressAsync("g");
        await page.Keyboard.PressAsync("m");
        await visit.ArriveAsync("/models");
        await page.Keyboard.PressAsync("?");
        Assert.True(await page.IsVisibleAsync("#help"));
        Assert.Empty(visit.Faults);
    }

    [Fact]
    public async Task The_theme_switches_at_once_and_stays()
    {
        await using var host = await ConsoleHost.TypicalAsync();
        await using var visit = await chromium.VisitAsync(dark: true);
        var page = visit.Page;
        const string ground = "getComputedStyle(document.body).backgroundColor";
        await page.GotoAsync(host.Url);
        Assert.Equal("rgb(15, 17, 19)", await page.EvaluateAsync<string>(ground));
        await page.ClickAsync("[data-theme-switch]");
        Assert.Equal("rgb(250, 250, 249)", await page.EvaluateAsync<string>(ground));
        await page.ReloadAsync();
        Assert.Equal("rgb(250, 250, 249)", await page.EvaluateAsync<string>(ground));
        await page.ClickAsync("[data-theme-switch]");
        Assert.Equal("rgb(15, 17, 19)", await page.EvaluateAsync<string>(ground));
    }

    [Fact]
    public async Task Every_page_fits_its_window()
    {
        await using var typical = await ConsoleHost.TypicalAsync();
        await using var extreme = await ConsoleHost.StartAsync(project: ConsoleHost.Project);
        Sample.Extreme(extreme);
        await using var empty = await ConsoleHost.StartAsync();
        await using var visit = await chromium.VisitAsync();
        var newest = await NewestAsync(typical, 0);
        string[] gateway = ["/costs", "/providers", "/routes", "/cache", "/guardrails", "/prices", "/teams", "/audit?verify=1"];
        string[] some = ["/", "/playground", "/requests?open=" + newest, "/keys", "/costs", "/providers", "/teams"];
        string[] all = [.. gateway, "/costs?by=tag&measure=tokens&range=30d", "/keys?rotate=key_bot", "/prices?model=groq/llama", "/", "/playground", "/requests", "/requests?open=" + newest,
            "/requests/" + newest, "/models", "/keys", "/keys?revoke=key_bot", "/settings", "/nowhere"];
        string[] strange = [.. gateway, "/costs?by=end_user", "/", "/requests", "/requests?open=" + await NewestAsync(extreme, 2), "/requests/" + await NewestAsync(extreme, 1), "/models", "/keys"];
        string[] bare = [.. gateway, "/", "/requests", "/models", "/playground", "/keys"];
        var wide = new List<string>();
        foreach (var (width, dark) in new[] { (1440, false), (1440, true), (1024, false), (390, false), (390, true) })
        {
            await visit.Page.SetViewportSizeAsync(width, width < 600 ? 844 : 900);
            await visit.Page.EmulateMediaAsync(new() { ColorScheme = dark ? Microsoft.Playwright.ColorScheme.Dark : Microsoft.Playwright.ColorScheme.Light });
            var view = $"{width}-{(dark ? "dark" : "light")}";
            var whole = !dark && width != 1024;
            wide.AddRange(await FitsAsync(visit, typical, ("typical", view), whole ? all : some));
            wide.AddRange(await FitsAsync(visit, extreme, ("extreme", view), whole ? strange : []));
            wide.AddRange(await FitsAsync(visit, empty, ("empty", view), whole ? bare : []));
        }

        Assert.True(wide.Count == 0, string.Join('\n', wide));
        Assert.All(visit.Faults, fault => Assert.Contains("nowhere", fault.Contains("404", StringComparison.Ordinal) ? "nowhere" : fault, StringComparison.Ordinal));
    }

    private static async Task<IReadOnlyList<string>> FitsAsync(Visit visit, ConsoleHost host, (string Data, string View) name, string[] paths)
    {
        var wide = new List<string>();
        foreach (var path in paths)
        {
            await visit.Page.GotoAsync(host.Url + path);
            var page = path == "/" ? "home" : path.Contains("open=", StringComparison.Ordinal) ? "drawer" : path.Contains("revoke=", StringComparison.Ordinal) ? "revoke"
                : path.Contains('?', StringComparison.Ordinal) ? string.Join('-', path[1..].Split('?', '&', '=').Take(3)).Replace('/', '-')
                : path.Count(c => c == '/') > 1 ? "request" : path[1..];
            await visit.ShotAsync($"{name.Data}-{page}-{name.View}");
            wide.AddRange(await visit.OverflowAsync() > 0 ? [$"{name} {path} is wider than its window."] : []);
            wide.AddRange((await visit.SidewaysAsync()).Select(part => $"{name} {path} {part}"));
        }

        return wide;
    }

    private static async Task<string> NewestAsync(ConsoleHost host, int at) =>
        (await host.Log.ListAsync(new() { Project = ConsoleHost.Project, Limit = at + 1 }, CancellationToken.None))[at].Id;

    [Fact]
    public async Task No_page_has_a_serious_finding_of_axe()
    {
        var axe = Environment.GetEnvironmentVariable("STRATA_AXE");
        Assert.SkipUnless(File.Exists(axe), "Set STRATA_AXE to axe.min.js (npm axe-core) to check accessibility.");
        await using var host = await ConsoleHost.TypicalAsync();
        var newest = (await host.Log.ListAsync(new() { Project = ConsoleHost.Project, Limit = 1 }, CancellationToken.None))[0].Id;
        var found = new List<string>();
        foreach (var dark in new[] { false, true })
        {
            await using var visit = await chromium.VisitAsync(1440, 900, dark);
            foreach (var path in new[] { "/", "/playground", "/requests?open=" + newest, "/requests/" + newest, "/models", "/keys?revoke=key_bot", "/settings", "/costs", "/providers", "/routes",
                "/cache", "/guardrails", "/prices?model=x", "/teams", "/audit?verify=1" })
            {
                await visit.Page.GotoAsync(host.Url + path);
                await visit.Page.EvaluateAsync(await File.ReadAllTextAsync(axe!));
                found.AddRange(await visit.Page.EvaluateAsync<string[]>("""
                    async () => (await axe.run()).violations
                      .filter(v => v.impact === 'serious' || v.impact === 'critical')
                      .flatMap(v => v.nodes.map(n => `${v.id}: ${n.html.slice(0, 160)} ${n.any[0]?.message ?? ''}`))
                    """));
            }
        }

        Assert.Empty(found.Distinct());
    }
}
