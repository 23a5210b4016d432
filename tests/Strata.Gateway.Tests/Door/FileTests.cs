using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Strata.Gateway.Options;
using Strata.Gateway.Tests.Support;
using Strata.Identity.Keys;
using Strata.Routing.Options;
using Strata.Routing.Providers;

namespace Strata.Gateway.Tests.Door;

public sealed class FileTests
{
    [Fact]
    public async Task Files_are_kept_by_a_provider_and_seen_by_their_own_key_alone()
    {
        await using var provider = await StartAsync();
        var url = provider.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/v1/";
        var options = new GatewayOptions
        {
            Routing = new RoutingOptions
            {
                Providers = [new() { Provider = new Provider { Name = "files", Kind = ProviderKinds.Find("openai")!, Url = new Uri(url), Credentials = [new Credential { Name = "k", Secret = "s" }],
                    Dialects = ["openai.chat"] } }],
            },
        };
        await using var host = await TestHost.StartAsync(options);
        var owner = await host.MakeKeyAsync(new KeyDraft { Name = "owner" });
        var other = await host.MakeKeyAsync(new KeyDraft { Name = "other" });
        var made = await host.JsonAsync(HttpMethod.Post, "/v1/files", "{\"purpose\":\"batch\"}", owner.Secret);
        Assert.Equal("file-1", made.GetProperty("id").GetString());
        Assert.Equal("file-1", (await host.JsonAsync(HttpMethod.Get, "/v1/files/file-1", secret: owner.Secret)).GetProperty("id").GetString());
        Assert.Equal("batch-1", (await host.JsonAsync(HttpMethod.Post, "/v1/batches", "{\"input_file_id\":\"file-1\"}", owner.Secret)).GetProperty("id").GetString());
        using var denied = await host.SendAsync(HttpMethod.Get, "/v1/files/file-1", null, other.Secret);
        Assert.Equal(HttpStatusCode.NotFound, denied.StatusCode);
        using var unknown = await host.SendAsync(HttpMethod.Delete, "/v1/files/file-9", null, owner.Secret);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        Assert.Equal(1, (await host.JsonAsync(HttpMethod.Get, "/v1/files", secret: owner.Secret)).GetProperty("data").GetArrayLength());
    }

    [Fact]
    public async Task Own_models_take_no_batches()
    {
        await using var host = await TestHost.StartAsync();
        using var response = await host.PostAsync("/v1/batches", "{\"endpoint\":\"/v1/chat/completions\"}");
        Assert.Equal(HttpStatusCode.NotImplemented, response.StatusCode);
    }

    [Fact]
    public async Task Batches_that_nothing_would_count_are_refused()
    {
        await using var provider = await StartAsync();
        var url = provider.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/v1/";
        var options = new GatewayOptions
        {
            Routing = new RoutingOptions
            {
                Providers = [new() { Provider = new Provider { Name = "files", Kind = ProviderKinds.Find("mistral")!, Url = new Uri(url), Credentials = [new Credential { Name = "k", Secret = "s" }],
                    Dialects = ["openai.chat"] } }],
            },
        };
        await using var host = await TestHost.StartAsync(options);
        Assert.Equal("file-1", (await host.JsonAsync(HttpMethod.Post, "/v1/files", "{\"purpose\":\"batch\"}")).GetProperty("id").GetString());
        using var refused = await host.PostAsync("/v1/batches", "{\"input_files\":[\"file-1\"],\"endpoint\":\"/v1/chat/completions\",\"model\":\"mistral-small\"}");
        Assert.Equal(HttpStatusCode.NotImplemented, refused.StatusCode);
        Assert.Contains("nothing would count them", await refused.Content.ReadAsStringAsync(TestHost.Token), StringComparison.Ordinal);
    }

    private static async Task<WebApplication> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapGet("/v1/files", () => Results.Text("{\"object\":\"list\",\"data\":[{\"id\":\"file-1\"},{\"id\":\"file-of-others\"}]}", "application/json", Encoding.UTF8));
        app.MapPost("/v1/files", () => Results.Text("{\"id\":\"file-1\",\"object\":\"file\"}", "application/json", Encoding.UTF8));
        app.MapGet("/v1/files/{id}", (string id) => Results.Text($"{{\"id\":{JsonSerializer.Serialize(id)}}}", "application/json", Encoding.UTF8));
        app.MapPost("/v1/batches", () => Results.Text("{\"id\":\"batch-1\",\"object\":\"batch\"}", "application/json", Encoding.UTF8));
        await app.StartAsync(TestHost.Token);
        return app;
    }
}
