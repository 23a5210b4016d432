using System.Net;
using Strata.Core.Tenancy;
using Strata.Server.Tests.Support;

namespace Strata.Server.Tests.Edge;

public sealed class SignInTests : IAsyncLifetime
{
    private TestServer server = null!;
    private HttpClient browser = null!;

    public async ValueTask InitializeAsync()
    {
        server = await TestServer.StartAsync();
        browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = server.Running.Address };
    }

    public async ValueTask DisposeAsync()
    {
        browser.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task The_link_signs_in_once()
    {
        using var first = await browser.GetAsync(server.SignInPath);
        Assert.Equal(HttpStatusCode.SeeOther, first.StatusCode);
        var cookie = first.Headers.GetValues("Set-Cookie").Single();
        Assert.Contains("httponly", cookie, StringComparison.Ordinal);
        Assert.Contains("samesite=strict", cookie, StringComparison.Ordinal);
        Assert.DoesNotContain(server.Key, cookie, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/v1/models")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.Http.GetAsync(server.SignInPath)).StatusCode);
    }

    [Fact]
    public async Task A_key_signs_in_from_our_own_page_only()
    {
        Assert.Equal(HttpStatusCode.Forbidden, (await PostLoginAsync(server.Key, "cross-site")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await PostLoginAsync("sk-wrong", "same-origin")).StatusCode);
        using var entered = await PostLoginAsync(server.Key, "same-origin");
        Assert.Equal("/requests?x=1", entered.Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/v1/models")).StatusCode);
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("https://evil.example")]
    public async Task Signing_in_leads_to_no_other_server(string next)
    {
        using var entered = await PostLoginAsync(server.Key, "same-origin", next);
        Assert.Equal("/", entered.Headers.Location!.ToString());
    }

    [Theory]
    [InlineData("same-origin", 200)]
    [InlineData("cross-site", 403)]
    [InlineData("same-site", 403)]
    [InlineData(null, 403)]
    public async Task A_signed_in_browser_changes_things_from_our_pages_only(string? site, int status)
    {
        await browser.GetAsync(server.SignInPath);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/strata/v1/test/change");
        if (site is not null)
        {
            request.Headers.Add("Sec-Fetch-Site", site);
        }

        using var response = await browser.SendAsync(request);
        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task A_revoked_key_ends_its_sign_ins_at_once()
    {
        await browser.GetAsync(server.SignInPath);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/v1/models")).StatusCode);
        await server.Keys.RevokeAsync(new Caller("org_default", "prj_default", "key_test", "test", Role.Owner), server.Keys.FirstOwner()!.Id, CancellationToken.None);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync("/v1/models")).StatusCode);
    }

    [Fact]
    public async Task A_forged_cookie_is_no_sign_in()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/models");
        request.Headers.Add("Cookie", $"strata-session={server.Keys.FirstOwner()!.Id}.99999999999.AAAA");
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.Http.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task A_page_without_a_sign_in_leads_to_one()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/strata/v1/test/word?a=b");
        request.Headers.Add("Accept", "text/html");
        using var response = await browser.SendAsync(request);
        Assert.Equal("/login?next=%2Fstrata%2Fv1%2Ftest%2Fword%3Fa%3Db", response.Headers.Location!.ToString());
    }

    private async Task<HttpResponseMessage> PostLoginAsync(string key, string site, string next = "/requests?x=1")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/login");
        request.Headers.Add("Sec-Fetch-Site", site);
        request.Content = new FormUrlEncodedContent([new("key", key), new("next", next)]);
        return await browser.SendAsync(request);
    }
}
