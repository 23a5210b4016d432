using Strata.Gateway.Tests.Support;

namespace Strata.Management.Tests.Keys;

public sealed class KeyEndpointTests
{
    [Fact]
    public async Task A_key_is_made_with_all_it_may_have_changed_and_rotated()
    {
        await using var host = await Api.StartAsync();
        var team = (await host.MakeAsync("/teams", """{"name":"Search"}""")).Text("id");
        var made = await host.MakeAsync("/keys", $$"""{"name":"app","team":"{{team}}","scopes":["models"],"ip_ranges":["10.1.2.3/8"],"tags":["product=search"],"requests_per_minute":5}""");
        var (key, secret) = (made.GetProperty("key"), made.Text("secret"));
        Assert.Equal(
            (team, "10.0.0.0/8", "product=search", "models"),
            (key.Text("project"), key.GetProperty("ip_ranges")[0].GetString(), key.GetProperty("tags")[0].GetString(), key.GetProperty("scopes")[0].GetString()));
        Assert.DoesNotContain((await host.GetAsync("/keys")).Data(), k => k.Text("name") == "app");
        Assert.Single((await host.GetAsync($"/keys?team={team}")).Data());
        Assert.Equal(2, (await host.GetAsync("/keys?team=*")).Data().Length);

        var id = key.Text("id");
        var changed = await host.ChangeAsync($"/keys/{id}", """{"name":"app 2","requests_per_minute":0,"ip_ranges":[]}""");
        Assert.Equal("app 2", changed.Text("name"));
        Assert.False(changed.TryGetProperty("requests_per_minute", out _));
        Assert.False(changed.TryGetProperty("ip_ranges", out _));
        Assert.Equal("product=search", changed.GetProperty("tags")[0].GetString());

        var rotated = await host.MakeAsync($"/keys/{id}/rotate", """{"overlap":"1h"}""");
        Assert.Equal(id, rotated.GetProperty("key").Text("id"));
        foreach (var holds in (string[])[secret, rotated.Text("secret")])
        {
            Assert.Equal(200, (await host.AskAsync("POST", "/v1/chat/completions", Bodies.Chat(), holds)).Status);
        }

        await host.MakeAsync($"/keys/{id}/rotate", "{}");
        Assert.Equal(401, (await host.AskAsync("POST", "/v1/chat/completions", Bodies.Chat(), rotated.Text("secret"))).Status);
        Assert.Equal("revoked", (await host.MakeAsync($"/keys/{id}/revoke", "{}")).Text("state"));
    }

    [Fact]
    public async Task Own_endpoints_say_what_is_wrong_with_a_query_or_a_body()
    {
        await using var host = await Api.StartAsync();
        foreach (var (method, path, body, param) in new (string, string, string?, string?)[]
        {
            ("GET", "/requests?limit=0", null, "limit"),
            ("GET", "/requests?status=great", null, "status"),
            ("GET", "/requests?from=yesterday", null, "from"),
            ("GET", "/requests?text=%00", null, "text"),
            ("GET", "/requests?projekt=x", null, "projekt"),
            ("GET", "/requests?unpriced=maybe", null, "unpriced"),
            ("GET", "/usage?group_by=moon", null, "group_by"),
            ("GET", "/usage?group_by=day,day", null, "group_by"),
            ("GET", "/usage?group_by=day,model,key,tag", null, "group_by"),
            ("GET", "/export?format=docx", null, "format"),
            ("GET", "/audit?before=-1", null, "before"),
            ("GET", "/budgets?kind=planet", null, "kind"),
            ("GET", "/prices/entries?source=rumour", null, "source"),
            ("POST", "/keys", "{\"name\":", null),
            ("POST", "/keys", "{\"name\":\"\"}", "name"),
            ("POST", "/keys", "{\"name\":\"a\\u0000b\"}", "name"),
            ("POST", "/keys", "{\"name\":\"a\",\"models\":[null]}", "models[0]"),
            ("POST", "/keys", "{\"name\":\"a\",\"scopes\":[\"models\",null]}", "scopes[1]"),
            ("POST", "/keys", "{\"name\":\"a\",\"tags\":[\"a=b\",null]}", "tags[1]"),
            ("POST", "/keys", "{\"name\":\"a\",\"ip_ranges\":[null]}", "ip_ranges[0]"),
            ("PATCH", "/keys/key_none", "{\"models\":[\"a\",\"b\",null]}", "models[2]"),
            ("PUT", "/limits/a", "{\"kind\":\"team\",\"unit\":\"requests\",\"amount\":1,\"alerts\":[50,null]}", "alerts[1]"),
            ("POST", "/explain", "{\"model\":\"a\",\"tags\":[null]}", "tags[0]"),
            ("POST", "/explain", "{\"model\":\"a\",\"metadata\":{\"tier\":null}}", "metadata.tier"),
            ("POST", "/keys", "{\"name\":\"a\",\"ip_ranges\":[\"10.0.0.0/99\"]}", "ip_ranges"),
            ("POST", "/keys", "{\"name\":\"a\",\"tags\":[\"none\"]}", "tags"),
            ("POST", "/keys", "{\"name\":\"a\",\"role\":\"king\"}", "role"),
            ("POST", "/keys", "{\"name\":\"a\",\"rpm\":1}", null),
            ("POST", "/keys", "{\"name\":\"a\",\"requests_per_minute\":0}", "requests_per_minute"),
            ("PUT", "/limits/a", "{\"kind\":\"planet\"}", "kind"),
            ("PUT", "/limits/a", "{\"kind\":\"team\",\"unit\":\"smiles\"}", "unit"),
            ("PUT", "/limits/a", "{\"kind\":\"team\",\"unit\":\"requests\",\"amount\":1.5}", "amount"),
            ("PUT", "/limits/a", "{\"kind\":\"team\",\"unit\":\"requests\",\"amount\":1,\"window\":\"fortnight\"}", "window"),
            ("PUT", "/limits/a", "{\"kind\":\"team\",\"unit\":\"requests\",\"amount\":1,\"alerts\":[90,10]}", "alerts"),
            ("PUT", "/prices", "{\"model\":\"a\"}", "text"),
            ("PUT", "/prices", "{\"model\":\"a\",\"text\":\"free\"}", null),
            ("POST", "/prices/import", "[]", "prices"),
            ("POST", "/explain", "{}", "model"),
            ("POST", "/repricing", "{\"job\":\"\"}", "job"),
            ("POST", "/users", "{\"name\":\"a\",\"email\":\"nobody\"}", "email"),
        })
        {
            var (status, text) = await host.AskAsync(method, "/strata/v1" + path, body, null);
            Assert.True(status == 400, $"{method} {path} {body}: {status} {text}");
            var error = System.Text.Json.JsonDocument.Parse(text).RootElement.GetProperty("error");
            Assert.Equal("invalid_request_error", error.Text("type"));
            if (param is not null)
            {
                Assert.Equal(param, error.Text("param"));
            }
        }
    }
}
