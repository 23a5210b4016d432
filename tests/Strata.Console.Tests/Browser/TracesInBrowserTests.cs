using Microsoft.Playwright;
using Strata.Console.Tests.Support;
using Strata.Tests.Shared.Browser;
using Strata.Tests.Shared.Traces;
using Strata.Traces.Api.Wire;
using Strata.Traces.Spans;

namespace Strata.Console.Tests.Browser;

public sealed class TracesInBrowserTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task Twenty_traces_stand_on_a_screen_with_everything_at_first_sight()
    {
        await using var host = await ConsoleHost.TypicalAsync();
        await host.PlayAsync(400);
        await using var visit = await chromium.VisitAsync();
        var page = visit.Page;
        await page.GotoAsync(host.Url + "/traces");
        await visit.ShotAsync("traces-1280-light");
        var seen = await page.EvaluateAsync<int>("""
            () => [...document.querySelectorAll('.traces tbody tr')].filter(row => {
              const box = row.getBoundingClientRect();
              return box.bottom <= innerHeight && [...row.cells].filter(c => !c.classList.contains('extra')).every(c => { const r = c.getBoundingClientRect(); return r.left >= 0 && r.right <= innerWidth
                  && c.innerText.trim() !== ''; });
            }).length
            """);
        Assert.True(seen >= 20, $"{seen} traces are seen whole.");
        await page.ClickAsync(".facet a[title='Only failed']");
        await visit.ArriveAsync("filter=error");
        Assert.True(await page.Locator(".traces tbody tr").CountAsync() > 0);
        await page.FillAsync("input[data-complete]", "");
        await page.FillAsync("input[data-complete]", "model = gpt");
        await page.WaitForSelectorAsync(".complete li");
        await visit.ShotAsync("traces-complete-1280-light");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Enter");
        Assert.StartsWith("model = gpt-4o", await page.InputValueAsync("input[data-complete]"), StringComparison.Ordinal);
        Assert.Empty(visit.Faults);
    }

    [Fact]
    public async Task A_trace_opens_over_the_list_and_goes_on_by_keys()
    {
        await using var host = await ConsoleHost.TypicalAsync();
        await host.PlayAsync(120);
        await using var visit = await chromium.VisitAsync();
        var page = visit.Page;
        await page.GotoAsync(host.Url + "/traces?filter=agent+exists");
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync("#drawer .wf-row");
        await visit.ShotAsync("trace-drawer-1280-light");
        var first = page.Url;
        await page.ClickAsync("#drawer .wf-row:nth-child(2)");
        await page.WaitForFunctionAsync("() => location.search.includes('span=')");
        await page.FocusAsync(".drawer-body");
        await page.Keyboard.PressAsync("j");
        await page.WaitForFunctionAsync("first => location.href !== first && !document.querySelector('#drawer').hidden", first);
        await page.Keyboard.PressAsync("Escape");
        await page.WaitForSelectorAsync("#drawer", new() { State = WaitForSelectorState.Hidden });
        Assert.Empty(visit.Faults);
    }

    [Fact]
    public async Task A_trace_of_fifty_thousand_spans_is_painted_within_half_a_second()
    {
        await using var host = await ConsoleHost.StartAsync();
        var id = await LargeAsync(host, 50_000);
        await using var visit = await chromium.VisitAsync();
        var page = visit.Page;
        await page.GotoAsync(host.Url + "/traces/" + id);
        await page.WaitForSelectorAsync(".wf[data-drawn]");
        var paints = new List<double>();
        for (var i = 0; i < 5; i++)
        {
            await page.GotoAsync("about:blank");
            await page.GotoAsync(host.Url + "/traces/" + id);
            var (html, paint) = await visit.TimesAsync();
            TestContext.Current.TestOutputHelper?.WriteLine($"HTML after {html:F0} ms, first paint after {paint:F0} ms");
            paints.Add(paint);
            await page.WaitForSelectorAsync(".wf[data-drawn]");
        }

        await visit.ShotAsync("trace-50000-1280-light");
        Assert.Equal("50\u202F000 spans", await page.InnerTextAsync(".wf-head .wf-name"));
        await page.EvaluateAsync("() => { document.querySelector('.wf-body').scrollTop = 24 * 40000; }");
        await page.WaitForFunctionAsync("() => [...document.querySelectorAll('.wf-row')].some(r => Number(r.dataset.i) === 40000 && !r.hidden)");
        Assert.True(await page.Locator(".wf-row").CountAsync() < 120, "Rows out of sight are elements too.");
        await page.FillAsync("#wf-find", "embeddings");
        await page.WaitForFunctionAsync("() => document.querySelector('.wf-find [role=status]').textContent.includes('of')");
        await visit.ShotAsync("trace-50000-found-1280-light");
        Assert.True(paints.Min() <= 500, $"First paint after {string.Join(", ", paints.Select(p => $"{p:F0}"))} ms.");
        Assert.Empty(visit.Faults);
    }

    [Fact]
    public async Task Spans_appear_live_and_are_held_back_while_paused()
    {
        await using var host = await ConsoleHost.StartAsync();
        await using var visit = await chromium.VisitAsync();
        var page = visit.Page;
        await page.GotoAsync(host.Url + "/live?filter=model+exists");
        await page.WaitForFunctionAsync("() => document.querySelector('#live-told').textContent.startsWith('Watching')");
        await host.ReceiveAsync(5, seed: 1);
        await page.WaitForSelectorAsync("#live-table tbody tr");
        await visit.ShotAsync("live-1280-light");
        await page.ClickAsync("[data-pause]");
        var rows = await page.Locator("#live-table tbody tr").CountAsync();
        await host.ReceiveAsync(5, seed: 2);
        await page.WaitForFunctionAsync("() => !document.querySelector('#live-fresh').hidden");
        Assert.Equal(rows, await page.Locator("#live-table tbody tr").CountAsync());
        await page.ClickAsync("[data-pause]");
        await page.WaitForFunctionAsync("rows => document.querySelectorAll('#live-table tbody tr').length > rows", rows);
        Assert.Empty(visit.Faults);
    }

    [Fact]
    public async Task Every_page_of_traces_fits_its_window()
    {
        await using var host = await ConsoleHost.TypicalAsync();
        var strange = await host.PlayAsync(900);
        await using var empty = await ConsoleHost.StartAsync();
        await using var visit = await chromium.VisitAsync();
        var (agent, picture) = (await FirstAsync(host, "agent exists and root"), await FirstAsync(host, "\"What does this picture show\""));
        var session = await host.SessionAsync();
        (string Name, string Path)[] pages =
        [
            ("traces", "/traces"), ("traces-spans", "/traces?view=spans&sort=latency"), ("traces-wrong", "/traces?filter=modell+%3D+x"), ("traces-none", "/traces?filter=model+%3D+nowhere"), ("trace", "/traces/" + agent),
            ("trace-picture", "/traces/" + picture), ("trace-open", "/traces?open=" + agent), ("trace-hostile", "/traces/" + TraceIds.Trace(strange[0])), ("trace-rtl", "/traces/" + TraceIds.Trace(strange[1])),
            ("trace-long", "/traces/" + TraceIds.Trace(strange[3])), ("compare-like", "/traces/compare?left=" + agent), ("compare",
                $"/traces/compare?left={agent}&right={await FirstAsync(host, "agent exists and root", 3)}"),
            ("sessions", "/sessions"), ("session", "/sessions/" + session), ("users", "/users"), ("dashboards", "/dashboards"), ("dashboard-models", "/dashboards/models"), ("dashboard-serving",
                "/dashboards/serving"), ("live", "/live"),
        ];
        var wide = new List<string>();
        foreach (var (width, dark) in new[] { (1440, false), (1280, true), (1024, false), (390, false), (390, true) })
        {
            await visit.Page.SetViewportSizeAsync(width, width < 600 ? 844 : 800);
            await visit.Page.EmulateMediaAsync(new() { ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light });
            foreach (var (name, path) in pages)
            {
                await visit.Page.GotoAsync(host.Url + path);
                await visit.ShotAsync($"{name}-{width}-{(dark ? "dark" : "light")}");
                wide.AddRange(await visit.OverflowAsync() > 0 ? [$"{name} is wider than its window of {width}."] : []);
                wide.AddRange((await visit.SidewaysAsync()).Select(part => $"{name} {width} {part}"));
            }
        }

        foreach (var path in new[] { "/traces", "/sessions", "/users", "/dashboards", "/live", "/traces/compare" })
        {
            await visit.Page.GotoAsync(empty.Url + path);
            await visit.ShotAsync($"empty{path.Replace('/', '-')}-390-dark");
            wide.AddRange(await visit.OverflowAsync() > 0 ? [$"empty {path} is wider than its window."] : []);
        }

        Assert.True(wide.Count == 0, string.Join('\n', wide));
        Assert.Empty(visit.Faults);
    }

    private static async Task<string> LargeAsync(ConsoleHost host, int spans)
    {
        var played = new PlayedTraces(9, new Tenant("org", ConsoleHost.Project));
        var batch = new SpanBatch();
        var id = played.AddLarge(batch, ConsoleHost.Now.AddMinutes(-5), spans, part => host.StoreAsync(part).GetAwaiter().GetResult());
        await host.StoreAsync(batch);
        return TraceIds.Trace(id);
    }

    private static async Task<string> FirstAsync(ConsoleHost host, string filter, int at = 0)
    {
        var page = await host.GetAsync($"/strata/v1/traces?limit=20&filter={Uri.EscapeDataString(filter)}");
        using var json = System.Text.Json.JsonDocument.Parse(page);
        return json.RootElement.GetProperty("data")[at].GetProperty("trace_id").GetString()!;
    }
}
