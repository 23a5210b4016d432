using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Strata.Models.Tests.Pull;

/// <summary>A server on a free loopback port that plays a hub or an index, and remembers what it was asked.</summary>
internal sealed class LocalServer : IAsyncDisposable
{
    private readonly WebApplication application;

    private LocalServer(WebApplication application) => this.application = application;

    public Uri Address { get; private set; } = null!;

    /// <summary>Requests as <c>path range authorization</c>.</summary>
    public ConcurrentQueue<(string Path, string Range, string Authorization)> Requests { get; } = new();

    public long BytesSent { get; set; }

    public static async Task<LocalServer> StartAsync(Func<LocalServer, HttpContext, Task> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new LocalServer(builder.Build());
        server.application.Run(context =>
        {
            server.Requests.Enqueue((context.Request.Path + context.Request.QueryString.Value, context.Request.Headers.Range.ToString(), context.Request.Headers.Authorization.ToString()));
            return answer(server, context);
        });
        await server.application.StartAsync();
        server.Address = new Uri(server.application.Urls.First());
        return server;
    }

    public static Task JsonAsync(HttpContext context, string json, string type = "application/json")
    {
        context.Response.ContentType = type;
        return context.Response.WriteAsync(json);
    }

    /// <summary>Serves bytes, by range unless told otherwise; may cut the connection after some of them.</summary>
    public async Task BytesAsync(HttpContext context, byte[] content, bool ranges = true, int? cutAfter = null)
    {
        var (from, to) = (0, content.Length - 1);
        var range = context.Request.GetTypedHeaders().Range?.Ranges.FirstOrDefault();
        if (ranges && range is not null)
        {
            (from, to) = ((int)range.From!.Value, (int)Math.Min(range.To ?? to, to));
            context.Response.StatusCode = 206;
            context.Response.Headers.ContentRange = $"bytes {from}-{to}/{content.Length}";
        }

        var length = to - from + 1;
        context.Response.ContentLength = length;
        var sent = Math.Min(length, cutAfter ?? length);
        await context.Response.Body.WriteAsync(content.AsMemory(from, sent), context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        BytesSent += sent;
        if (sent < length)
        {
            context.Abort();
        }
    }

    public async ValueTask DisposeAsync() => await application.DisposeAsync();
}
