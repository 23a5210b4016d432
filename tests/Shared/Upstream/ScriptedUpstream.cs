using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Strata.Tests.Shared.Upstream;

/// <summary>
/// A provider that speaks OpenAI's chat, completions, responses and embeddings, Anthropic's messages and Gemini's content on loopback.
/// The model's name says what happens:
/// <c>scn-NAME[.ARGUMENT][.UNIQUE]</c> (see <see cref="Scenario"/>); any other name echoes. A token is a run of non-space.
/// Answers are a pure function of the request; what was received, billed and how it ended stands in <see cref="Log"/>.
/// </summary>
internal sealed class ScriptedUpstream : IAsyncDisposable
{
    public const string Key = "upstream-key";
    private readonly WebApplication app;
    private readonly ConcurrentDictionary<string, int> turns = new(StringComparer.Ordinal);

    private ScriptedUpstream(WebApplication app) => this.app = app;

    public ConcurrentQueue<UpstreamEntry> Log { get; } = new();

    /// <summary>Called with each request once all of it is there, before anything is answered.</summary>
    public Action<UpstreamEntry> Arrived { get; set; } = static _ => { };

    /// <summary>The address up to and including <c>/v1</c>.</summary>
    public string Url => Root + "/v1";

    /// <summary>The address without a path; Gemini's version is <c>/v1beta</c>.</summary>
    public string Root => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    public static async Task<ScriptedUpstream> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(k => k.Limits.MaxRequestBodySize = null);
        var app = builder.Build();
        var upstream = new ScriptedUpstream(app);
        app.MapPost("/v1/{**path}", context => upstream.AnswerAsync(context));
        app.MapPost("/v1beta/{**path}", context => upstream.AnswerAsync(context));
        await app.StartAsync();
        return upstream;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var entry in Log)
        {
            entry.Release.TrySetResult();
        }

        await app.StopAsync();
        await app.DisposeAsync();
    }

    /// <summary>As a bearer, whichever of the dialects' headers has it.</summary>
    private static string Credential(IHeaderDictionary headers) =>
        (headers["x-api-key"].FirstOrDefault() ?? headers["x-goog-api-key"].FirstOrDefault()) is { } key ? "Bearer " + key : headers.Authorization.ToString();

    private async Task AnswerAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var request = UpstreamRequest.Read(context.Request.Path.Value!, body.ToArray());
        var entry = new UpstreamEntry(request) { Authorization = Credential(context.Request.Headers) };
        Log.Enqueue(entry);
        Arrived(entry);
        var turn = turns.AddOrUpdate(request.Model, 1, static (_, n) => n + 1);
        try
        {
            await new Scenario(context, request, entry, turn).RunAsync();
            entry.Outcome ??= "done";
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException || context.RequestAborted.IsCancellationRequested)
        {
            entry.Outcome ??= "disconnected";
        }

        entry.Ended.TrySetResult();
    }
}
