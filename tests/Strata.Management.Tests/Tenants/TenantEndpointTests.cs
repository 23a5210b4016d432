using Strata.Gateway.Tests.Support;

namespace Strata.Management.Tests.Tenants;

public sealed class TenantEndpointTests
{
    [Fact]
    public async Task Teams_people_and_members_are_made_and_changed_and_the_audit_chain_tells_of_each()
    {
        await using var host = await Api.StartAsync();
        var team = (await host.MakeAsync("/teams", """{"name":"Search"}""")).Text("id");
        Assert.Equal("conflict", (await host.MakeAsync("/teams", """{"name":"search"}""")).Code());
        var user = (await host.MakeAsync("/users", """{"name":"Ada","email":"ada@example.org"}""")).Text("id");
        Assert.Equal("editor", (await host.PutAsync($"/teams/{team}/members/{user}", """{"role":"editor"}""")).Text("role"));
        Assert.Equal("Ada", Assert.Single((await host.GetAsync($"/teams/{team}/members")).Data()).Text("name"));
        Assert.Equal(team, (await host.GetAsync($"/users/{user}")).GetProperty("teams")[0].GetString());
        var secret = (await host.MakeAsync("/keys", $$"""{"name":"hers","team":"{{team}}","user":"{{user}}"}""")).Text("secret");
        Assert.Equal(200, (await host.AskAsync("GET", "/strata/v1/models", null, secret)).Status);
        Assert.Equal([team], (await host.GetAsync("/teams", secret)).Data().Select(t => t.Text("id")));

        await host.ChangeAsync($"/users/{user}", """{"disabled":true}""");
        Assert.Equal(401, (await host.AskAsync("GET", "/strata/v1/models", null, secret)).Status);
        await host.ChangeAsync($"/users/{user}", """{"disabled":false}""");
        await host.ChangeAsync($"/teams/{team}", """{"archived":true,"name":"Old search"}""");
        Assert.Equal(401, (await host.AskAsync("GET", "/strata/v1/models", null, secret)).Status);
        Assert.Equal(204, await host.DeleteAsync($"/teams/{team}/members/{user}"));
        Assert.Equal(404, await host.DeleteAsync($"/teams/{team}/members/{user}"));

        var actions = (await host.GetAsync("/audit")).Data().Select(l => l.Text("action")).ToArray();
        Assert.Equal(["team.leave", "team.change", "user.change", "user.disable", "key.create", "team.member", "user.create", "team.create", "key.first"], actions);
        Assert.Equal(2, (await host.GetAsync("/audit?limit=2&before=4")).Data().Length);
        Assert.Equal("team.create", Assert.Single((await host.GetAsync("/audit?action=team.create")).Data()).Text("action"));
        Assert.Equal("True", (await host.GetAsync("/audit/verify")).Text("whole"));
    }

    [Fact]
    public async Task A_new_organisation_begins_with_an_owner_of_its_own()
    {
        await using var host = await Api.StartAsync();
        var made = await host.MakeAsync("/organizations", """{"name":"Other"}""");
        var owner = made.Text("secret");
        Assert.Equal("Other", Assert.Single((await host.GetAsync("/organizations", owner)).Data()).Text("name"));
        Assert.Equal(2, (await host.GetAsync("/organizations")).Data().Length);
        Assert.Equal("permission_denied", (await host.MakeAsync("/organizations", """{"name":"Third"}""", owner)).Code());
        Assert.Equal("permission_denied", (await host.PutAsync("/prices", """{"model":"m","input":1}""", owner)).Code());
        Assert.Equal("permission_denied", (await host.PutAsync("/limits/x", """{"kind":"key","unit":"requests","amount":1,"everywhere":true}""", owner)).Code());
        Assert.Equal(200, (await host.AskAsync("POST", "/v1/chat/completions", Bodies.Chat(), owner)).Status);
        Assert.Single((await host.GetAsync("/requests", owner)).Data());
    }
}
