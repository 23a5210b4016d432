using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Strata.Console.Tests.Support;
using Strata.Core.Tenancy;
using Strata.Traces.Api.Wire;

namespace Strata.Console.Tests.Pages;

public sealed class TracePageTests
{
    [Theory]
    [InlineData("/traces", "No traces in this time")]
    [InlineData("/traces?filter=model+%3D+x", "Nothing passes this filter")]
    [InlineData("/traces?filter=modell+%3D+x", "There is no field")]
    [InlineData("/sessions", "No sessions in this time")]
    [InlineData("/users", "No users in this time")]
    [InlineData("/dashboards", "Nothing of this kind in this time")]
    [InlineData("/live", "strata trace tail")]
    [InlineData("/traces/compare", "open one and choose Compare there")]
    public async Task An_empty_page_says_what_to_do(string path, string words)
    {
        await using var host = await ConsoleHost.StartAsync();
        Assert.Contains(words, await host.GetAsync(path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hostile_names_and_texts_are_text_everywhere_and_pages_stay_small()
    {
        await using var host = await ConsoleHost.StartAsync();
        var strange = (await host.PlayAsync(60)).Select(TraceIds.Trace).ToArray();
        string[] paths =
        [
            "/traces", "/traces?view=spans", "/sessions", "/users", "/dashboards", "/dashboards/models", .. strange.Select(id => "/traces/" + id), .. strange.Select(id => "/traces?open=" + id),
            $"/traces/compare?left={strange[0]}&right={strange[3]}", "/traces/compare?left=" + strange[0], "/traces?filter=%22%3E%3Cscript%3E", "/live?filter=%22%3Cscript%3E", "/traces/%3Cscript%3E",
                "/sessions/%3Cscript%3E",
            "/dashboards/%3Cscript%3E", "/traces?open=%3Cscript%3E",
        ];
        foreach (var path in paths)
        {
            var html = await (await host.Client.GetAsync(path + (path.Contains('?', StringComparison.Ordinal) ? "&whole=1" : "?whole=1"))).Content.ReadAsStringAsync();
            Assert.DoesNotContain("<script>", html, StringComparison.Ordinal);
            Assert.DoesNotContain("<img src=x", html, StringComparison.Ordinal);
            Assert.True(html.Length < 150_000, $"{path}: {html.Length} characters");
        }
    }

    [Fact]
    public async Task Another_projects_traces_are_not_there()
    {
        await using var host = await ConsoleHost.StartAsync(Role.Editor);
        var theirs = await host.PlayAsync(40, project: "prj_other");
        var id = TraceIds.Trace(theirs[0]);
        foreach (var path in new[] { $"/traces/{id}", $"/traces/{id}?team=prj_other", $"/console/api/traces/{id}/rows", $"/traces/{id}/spans/0000050000000001",
            $"/console/files/picture/{id}/0000050000000001/0/0", $"/sessions/ses_0001" })
        {
            using var answer = await host.Client.GetAsync(path);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }

        foreach (var path in new[] { "/traces", "/traces?team=prj_other", "/traces?view=spans&team=*", "/sessions?team=prj_other", "/users", "/dashboards/models?team=prj_other", $"/traces?open={id}",
            $"/traces/compare?left={id}" })
        {
            var html = await host.GetAsync(path);
            Assert.DoesNotContain("helpdesk", html, StringComparison.Ordinal);
            Assert.DoesNotContain("gpt-4o-mini", html.Replace("model = gpt-4o", "", StringComparison.Ordinal), StringComparison.Ordinal);
        }

        using var scored = await PostAsync(host, "/console/scores", ("trace", id), ("name", "planted"), ("value", "1"), ("on", "trace"));
        Assert.Equal(HttpStatusCode.NotFound, scored.StatusCode);
    }

    [Fact]
    public async Task A_trace_is_scored_and_found_by_its_score()
    {
        await using var host = await ConsoleHost.StartAsync();
        await host.PlayAsync(20);
        using var list = JsonDocument.Parse(await host.GetAsync("/strata/v1/traces?limit=10&filter=root+and+model+exists"));
        var id = list.RootElement.GetProperty("data")[0].GetProperty("trace_id").GetString()!;
        using var answer = await PostAsync(host, "/console/scores", ("trace", id), ("name", "quality"), ("value", "0,8"), ("comment", "well said"), ("on", "trace"));
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Contains("well said", await host.GetAsync("/traces/" + id), StringComparison.Ordinal);
        var found = await host.GetAsync("/traces?filter=score.quality+%3E+0.7");
        Assert.Equal([id], Regex.Matches(found, "data-drawer=\"([0-9a-f]{32})\"").Select(m => m.Groups[1].Value).Distinct());
        using var wrong = await PostAsync(host, "/console/scores", ("trace", id), ("name", "quality"), ("value", "much"), ("on", "trace"));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        Assert.Contains("no number", await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Views_and_dashboards_are_saved_and_deleted()
    {
        await using var host = await ConsoleHost.StartAsync();
        await host.PlayAsync(20);
        using var saved = await PostAsync(host, "/console/views", ("name", "slow chats"), ("content", "/traces?filter=operation+%3D+chat&sort=latency"));
        Assert.Equal("/traces?filter=operation+%3D+chat&sort=latency", saved.Headers.Location!.ToString());
        Assert.Contains("slow chats", await host.GetAsync("/traces"), StringComparison.Ordinal);
        using var made = await PostAsync(host, "/console/dashboards", ("name", "My board"), ("like", "models"));
        var board = made.Headers.Location!.ToString();
        using var added = await PostAsync(host, "/console/dashboards/panel", ("id", board.Split('/')[^1]), ("title", "Dear users"), ("measure", "cost"), ("by", "user"), ("filter", "model exists"));
        Assert.Equal(HttpStatusCode.SeeOther, added.StatusCode);
        Assert.Contains("Dear users", await host.GetAsync(board), StringComparison.Ordinal);
        using var wrong = await PostAsync(host, "/console/dashboards/panel", ("id", board.Split('/')[^1]), ("title", "x"), ("measure", "cost"), ("filter", "modell = x"));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        using var gone = await PostAsync(host, "/console/views/remove", ("id", board.Split('/')[^1]), ("back", "/dashboards"));
        Assert.Equal("/dashboards", gone.Headers.Location!.ToString());
        using var missing = await host.Client.GetAsync(board);
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    private static Task<HttpResponseMessage> PostAsync(ConsoleHost host, string path, params (string Key, string Value)[] fields) =>
        host.Client.PostAsync(path, new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Key, f.Value))));
}
