using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Strata.Budgets.Rules;
using Strata.Gateway.Options;
using Strata.Gateway.Tests.Support;

namespace Strata.Management.Tests.Leaks;

public sealed class LeakTests
{
    /// <summary>Stands in every name and label that belongs to the first organisation.</summary>
    private const string Mark = "alpha";

    private static readonly string[] Pages =
    [
        "/keys?team=*", "/teams", "/users", "/limits", "/budgets", "/requests?team=*", "/usage?team=*&group_by=end_user,key,day", "/organizations", "/audit", "/prices/entries?source=edited",
    ];

    [Fact]
    public async Task No_endpoint_shows_or_changes_what_belongs_to_another_organisation()
    {
        await using var host = await Api.StartAsync(new GatewayOptions
        {
            Limits = [new LimitRule { Id = "cap", Scope = new LimitNode(NodeKind.EndUser, Mark + "-customer"), Unit = LimitUnit.Requests, Amount = 1, Window = LimitWindow.Calendar(WindowKind.Year) }],
        });
        var ids = await FillAsync(host);
        var foreign = (await host.MakeAsync("/organizations", """{"name":"Other"}""")).Text("secret");
        await host.ChatAsync(foreign, more: ",\"user\":\"beta\"");
        var before = await SeenAsync(host, null);
        var asked = 0;
        foreach (var endpoint in host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            var pattern = "/" + endpoint.RoutePattern.RawText!.TrimStart('/');
            if (!pattern.StartsWith("/strata/v1/", StringComparison.Ordinal) && pattern != "/v1/generation")
            {
                continue;
            }

            foreach (var path in Paths(pattern, ids))
            {
                foreach (var method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"])
                {
                    asked++;
                    var (status, body) = await host.AskAsync(method, path, method is "GET" or "DELETE" ? null : Body(pattern, ids), foreign);
                    Assert.False(body.Contains(Mark, StringComparison.Ordinal), $"{method} {path} shows: {body}");
                    Assert.True(status < 500, $"{method} {path}: {status} {body}");
                    Assert.False(pattern.Contains('{', StringComparison.Ordinal) && status is >= 200 and < 300, $"{method} {path}: {status} {body}");
                }
            }
        }

        Assert.InRange(asked, 45, 1_000);
        Assert.Equal(before, await SeenAsync(host, null));

        // What the other organisation has of its own, it sees: the silence above is not because nothing answers.
        Assert.Contains("beta", await SeenAsync(host, foreign));
        Assert.Contains("first admin", await SeenAsync(host, foreign));
    }

    [Fact]
    public async Task A_service_key_sees_its_own_requests_and_a_key_without_the_scope_manages_nothing()
    {
        await using var host = await Api.StartAsync();
        var service = (await host.MakeAsync("/keys", """{"name":"mine"}""")).Text("secret");
        var narrow = (await host.MakeAsync("/keys", """{"name":"narrow","role":"owner","scopes":["models"]}""")).Text("secret");
        var first = await host.ChatAsync();
        var own = await host.ChatAsync(service);
        Assert.Equal([own], (await host.GetAsync("/requests", service)).Data().Select(r => r.Text("id")));
        foreach (var path in (string[])[$"/requests/{first}", $"/generations/{first}"])
        {
            Assert.Equal("not_found", (await host.GetAsync(path, service)).Code());
            Assert.Equal(first, (await host.AskAsync("GET", "/strata/v1" + path, null, null)).Body.Split('"').First(w => w == first));
        }

        foreach (var path in (string[])["/keys", "/users", "/limits", "/alerts", "/audit", "/audit/verify", "/cache", "/providers", "/routes", "/prices/entries"])
        {
            Assert.Equal("permission_denied", (await host.GetAsync(path, service)).Code());
            Assert.Equal("permission_denied", (await host.GetAsync(path, narrow)).Code());
        }

        Assert.Equal("permission_denied", (await host.GetAsync("/requests?team=*", service)).Code());
        Assert.DoesNotContain(service, (await host.GetAsync("/keys")).ToString());
    }

    private static async Task<Dictionary<string, string>> FillAsync(TestHost host)
    {
        var team = (await host.MakeAsync("/teams", $$"""{"name":"{{Mark}} team"}""")).Text("id");
        var user = (await host.MakeAsync("/users", $$"""{"name":"{{Mark}} user","email":"{{Mark}}@example.org","role":"editor"}""")).Text("id");
        await host.PutAsync($"/teams/{team}/members/{user}", """{"role":"editor"}""");
        var key = await host.MakeAsync("/keys", $$"""{"name":"{{Mark}} key","team":"{{team}}","user":"{{user}}","tags":["product={{Mark}}"]}""");
        await host.PutAsync("/limits/lim1", $$"""{"kind":"tag","node":"product={{Mark}}","unit":"dollars","amount":5,"window":"month"}""");
        await host.PutAsync("/prices", $$"""{"model":"{{Mark}}/m","contract":"org:org_default","input":1,"output":2}""");
        var price = (await host.GetAsync("/prices/entries?source=edited")).Data()[0].Text("id");
        var request = "";
        for (var i = 0; i < 2; i++)
        {
            request = await host.ChatAsync(key.Text("secret"), more: $",\"user\":\"{Mark}-customer\"");
        }

        while (!(await host.GetAsync("/alerts")).ToString().Contains(Mark, StringComparison.Ordinal))
        {
            await Task.Yield(); // alerts are written behind the requests
        }

        return new Dictionary<string, string>
        {
            ["keys"] = key.GetProperty("key").Text("id"), ["teams"] = team, ["users"] = user, ["user"] = user, ["limits"] = "lim1", ["requests"] = request, ["generations"] = request, ["entries"] = price,
        };
    }

    private static IEnumerable<string> Paths(string pattern, Dictionary<string, string> ids)
    {
        var parts = pattern.Split('/');
        for (var i = 1; i < parts.Length; i++)
        {
            parts[i] = parts[i] is "{id}" ? ids[parts[i - 1]] : parts[i] is "{user}" ? ids["user"] : parts[i];
        }

        var path = string.Join('/', parts);
        yield return pattern == "/v1/generation" ? $"{path}?id={ids["requests"]}" : path;
        if (parts[^1] is "requests" or "usage" or "export" or "unpriced" or "keys")
        {
            yield return path + "?team=*";
            yield return $"{path}?team={ids["teams"]}";
        }

        if (parts[^1] is "usage")
        {
            yield return path + "?team=*&group_by=end_user,key,tag";
        }

        if (parts[^1] is "budgets")
        {
            yield return path + "?all=true";
        }

        if (parts[^1] is "alerts")
        {
            yield return path + "?shared=true";
        }
    }

    /// <summary>A body that does something where the endpoint takes it.</summary>
    private static string Body(string pattern, Dictionary<string, string> ids) =>
        pattern.EndsWith("/members/{user}", StringComparison.Ordinal) ? """{"role":"viewer"}"""
        : pattern.EndsWith("/limits/{id}", StringComparison.Ordinal) ? """{"kind":"team","unit":"requests","amount":0}"""
        : pattern.EndsWith("/teams/{id}", StringComparison.Ordinal) ? """{"archived":true}"""
        : pattern.EndsWith("/users/{id}", StringComparison.Ordinal) ? """{"disabled":true}"""
        : pattern.EndsWith("/keys/{id}", StringComparison.Ordinal) ? """{"name":"stolen"}"""
        : pattern.EndsWith("/expire", StringComparison.Ordinal) ? """{"expires_at":null}"""
        : pattern.EndsWith("/explain", StringComparison.Ordinal) ? $$"""{"model":"fake","key":"{{ids["keys"]}}"}"""
        : pattern.EndsWith("/purge", StringComparison.Ordinal) ? $$"""{"team":"{{ids["teams"]}}"}"""
        : pattern.EndsWith("/keys", StringComparison.Ordinal) ? $$"""{"name":"k","team":"{{ids["teams"]}}"}"""
        : pattern.EndsWith("/prices", StringComparison.Ordinal) ? """{"model":"fake","input":0}"""
        : pattern.EndsWith("/repricing", StringComparison.Ordinal) ? """{"dry_run":false}"""
        : "{}";

    private static async Task<string> SeenAsync(TestHost host, string? secret)
    {
        var seen = new List<string>();
        foreach (var page in Pages)
        {
            var answer = await host.GetAsync(page, secret);

            // A new organisation of others is the operator's to see; all else of the first organisation stays as it is.
            seen.Add(page == "/organizations" ? $"{answer.Data().Length}" : answer.ToString());
        }

        return string.Join('\n', seen);
    }
}
