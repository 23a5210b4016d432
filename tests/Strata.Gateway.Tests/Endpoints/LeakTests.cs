using System.Text.Json;
using Dapper;
using Strata.Gateway.Options;
using Strata.Gateway.Tests.Support;
using Strata.Ledger.Pricing;

namespace Strata.Gateway.Tests.Endpoints;

public sealed class LeakTests
{
    [Fact]
    public async Task No_endpoint_shows_or_changes_what_belongs_to_another_project_or_key()
    {
        await using var host = await TestHost.StartAsync();
        var mine = await host.JsonAsync(HttpMethod.Post, "/strata/v1/keys", """{"name":"mine"}""");
        var service = mine.GetProperty("secret").GetString();
        var foreign = await ForeignOwnerAsync(host);
        var ids = new List<string>();
        foreach (var secret in (string?[])[null, service])
        {
            using var response = await host.PostAsync("/v1/chat/completions", Bodies.Chat(), secret);
            ids.Add(response.Headers.GetValues("x-request-id").Single());
        }

        var keyId = mine.GetProperty("key").GetProperty("id").GetString()!;
        foreach (var path in (string[])["/strata/v1/requests", "/strata/v1/usage", "/strata/v1/usage?group_by=key", "/strata/v1/usage?group_by=day"])
        {
            Assert.NotEqual(0, (await host.JsonAsync(HttpMethod.Get, path)).GetProperty("data").GetArrayLength());
            Assert.Equal(0, (await host.JsonAsync(HttpMethod.Get, path, secret: foreign)).GetProperty("data").GetArrayLength());
        }

        foreach (var (method, path, body) in new (HttpMethod, string, string?)[]
        {
            (HttpMethod.Get, $"/strata/v1/requests/{ids[0]}", null),
            (HttpMethod.Get, $"/strata/v1/keys/{keyId}", null),
            (HttpMethod.Delete, $"/strata/v1/keys/{keyId}", null),
            (HttpMethod.Post, $"/strata/v1/keys/{keyId}/revoke", "{}"),
            (HttpMethod.Post, $"/strata/v1/keys/{keyId}/expire", "{\"expires_at\":null}"),
        })
        {
            Assert.Equal("not_found", Code(await host.JsonAsync(method, path, body, foreign)));
        }

        var foreignKeys = (await host.JsonAsync(HttpMethod.Get, "/strata/v1/keys", secret: foreign)).GetProperty("data");
        Assert.Equal("foreign", Assert.Single(foreignKeys.EnumerateArray()).GetProperty("name").GetString());

        // A service key sees its own requests, and no keys at all.
        Assert.Equal([ids[1]], (await host.JsonAsync(HttpMethod.Get, "/strata/v1/requests", secret: service)).GetProperty("data").EnumerateArray().Select(r => r.GetProperty("id").GetString()));
        Assert.Equal("not_found", Code(await host.JsonAsync(HttpMethod.Get, $"/strata/v1/requests/{ids[0]}", secret: service)));
        Assert.Equal("permission_denied", Code(await host.JsonAsync(HttpMethod.Get, "/strata/v1/keys", secret: service)));
        Assert.DoesNotContain(service!, (await host.JsonAsync(HttpMethod.Get, "/strata/v1/keys")).ToString());
    }

    [Fact]
    public async Task A_key_for_some_models_sees_the_prices_of_those()
    {
        var price = new PriceOptions { Input = 1 };
        await using var host = await TestHost.StartAsync(new GatewayOptions { Prices = new Dictionary<string, PriceOptions> { ["fake"] = price, ["up/secret"] = price } });
        var narrow = (await host.JsonAsync(HttpMethod.Post, "/strata/v1/keys", """{"name":"narrow","models":["fake"]}""")).GetProperty("secret").GetString();
        Assert.Equal(2, (await host.JsonAsync(HttpMethod.Get, "/strata/v1/prices")).GetProperty("data").GetArrayLength());
        var seen = (await host.JsonAsync(HttpMethod.Get, "/strata/v1/prices", secret: narrow)).GetProperty("data");
        Assert.Contains("fake", Assert.Single(seen.EnumerateArray()).ToString());
    }

    [Fact]
    public async Task Own_endpoints_say_what_is_wrong_with_a_query_or_a_body()
    {
        await using var host = await TestHost.StartAsync();
        foreach (var (method, path, body, param) in new (HttpMethod, string, string?, string?)[]
        {
            (HttpMethod.Get, "/strata/v1/requests?limit=0", null, "limit"),
            (HttpMethod.Get, "/strata/v1/requests?status=great", null, "status"),
            (HttpMethod.Get, "/strata/v1/requests?from=yesterday", null, "from"),
            (HttpMethod.Get, "/strata/v1/requests?text=%00", null, "text"),
            (HttpMethod.Get, "/strata/v1/requests?projekt=x", null, "projekt"),
            (HttpMethod.Get, "/strata/v1/usage?group_by=moon", null, "group_by"),
            (HttpMethod.Post, "/strata/v1/keys", "{\"name\":", null),
            (HttpMethod.Post, "/strata/v1/keys", "{\"name\":\"\"}", "name"),
            (HttpMethod.Post, "/strata/v1/keys", "{\"name\":\"a\\u0000b\"}", "name"),
            (HttpMethod.Post, "/strata/v1/keys", "{\"name\":\"a\",\"models\":[null]}", "models"),
            (HttpMethod.Post, "/strata/v1/keys", "{\"name\":\"a\",\"role\":\"king\"}", "role"),
            (HttpMethod.Post, "/strata/v1/keys", "{\"name\":\"a\",\"rpm\":1}", null),
            (HttpMethod.Post, "/strata/v1/keys", "{\"name\":\"a\",\"requests_per_minute\":0}", "requests_per_minute"),
        })
        {
            var error = (await host.JsonAsync(method, path, body)).GetProperty("error");
            Assert.Equal("invalid_request_error", error.GetProperty("type").GetString());
            if (param is not null)
            {
                Assert.Equal(param, error.GetProperty("param").GetString());
            }
        }
    }

    private static string? Code(JsonElement answer) => answer.GetProperty("error").GetProperty("code").GetString();

    /// <summary>An owner of another project, moved there in the database: this release makes one project by itself.</summary>
    private static async Task<string> ForeignOwnerAsync(TestHost host)
    {
        var made = await host.JsonAsync(HttpMethod.Post, "/strata/v1/keys", """{"name":"foreign","role":"owner"}""");
        await host.Database.WriteAsync(
            async (connection, transaction, _) => await connection.ExecuteAsync(
                "INSERT INTO projects (id, organization, name, created_ms) VALUES ('prj_other', 'org_default', 'Other', 0);"
                + "UPDATE gateway_keys SET project = 'prj_other' WHERE name = 'foreign'", transaction: transaction),
            TestHost.Token);
        await host.Keys.ReloadAsync(TestHost.Token);
        return made.GetProperty("secret").GetString()!;
    }
}
