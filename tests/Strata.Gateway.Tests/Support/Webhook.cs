using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Strata.Gateway.Tests.Support;

/// <summary>A guard's webhook: it keeps what it was asked, and flags texts that hold a word. <c>HANG</c> in a text is never answered, <c>FAIL</c> with 500.</summary>
internal sealed class Webhook : IAsyncDisposable
{
    public const string Key = "hook-secret";
    private readonly WebApplication app;

    private Webhook(WebApplication app) => this.app = app;

    public ConcurrentQueue<(string Direction, string Text)> Asked { get; } = new();

    public Uri Url => new(app.Urls.First() + "/verdict");

    public static async Task<Webhook> StartAsync(string word)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var hook = new Webhook(app);
        app.Run(context => hook.AnswerAsync(context, word));
        await app.StartAsync(TestHost.Token);
        return hook;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context, string word)
    {
        using var asked = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
        var text = asked.RootElement.GetProperty("text").GetString()!;
        Asked.Enqueue((asked.RootElement.GetProperty("direction").GetString()!, text));
        if (text.Contains("HANG", StringComparison.Ordinal))
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        }

        context.Response.StatusCode = context.Request.Headers.Authorization != $"Bearer {Key}" ? 401 : text.Contains("FAIL", StringComparison.Ordinal) ? 500 : 200;
        await context.Response.WriteAsync($$"""{"score":{{(text.Contains(word, StringComparison.Ordinal) ? "0.95" : "0.05")}},"category":"secrets"}""", context.RequestAborted);
    }
}
