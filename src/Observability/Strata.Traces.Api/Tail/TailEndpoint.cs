using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Strata.Core.Results;
using Strata.Http;
using Strata.Traces.Api.Lists;
using Strata.Traces.Api.Wire;

namespace Strata.Traces.Api.Tail;

/// <summary>Spans as they are stored, by server-sent events: <c>span</c>, <c>missed</c> with a count, and a comment now and then while nothing happens.</summary>
internal static class TailEndpoint
{
    private const int FlushSpans = 100;
    private static readonly TimeSpan BeatEvery = TimeSpan.FromSeconds(15);

    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.Traces("Traces").MapGet("/traces/tail", TailAsync).WithName("TailSpans")
            .WithSummary($"Spans as they are stored, by server-sent events; a slow reader misses spans and is told how many. Query: filter, team. At most {TailHub.WatchersMax} watch at once.")
            .Produces<string>(StatusCodes.Status200OK, "text/event-stream").ProducesProblem(StatusCodes.Status429TooManyRequests);

    private static async Task<IResult> TailAsync(HttpContext context, TailHub hub, IHostApplicationLifetime life, TimeProvider time)
    {
        if (!SpanAsk.Read(context, time, usual: null).Try(out var ask, out var problem))
        {
            return problem.ToHttp();
        }

        var watch = new TailWatch(ask.Scope, ask.Query.Filter);
        if (!hub.TryAdd(watch))
        {
            return new Problem(ProblemCode.RateLimited, $"{TailHub.WatchersMax} watch already. Close one, or try again later.") { RetryAfter = TimeSpan.FromSeconds(10) }.ToHttp();
        }

        try
        {
            using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, life.ApplicationStopping);
            await SendAsync(context, watch, time, end.Token);
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException)
        {
            // Who watched went away.
        }
        finally
        {
            hub.Remove(watch);
        }

        return Results.Empty;
    }

    private static async Task SendAsync(HttpContext context, TailWatch watch, TimeProvider time, CancellationToken end)
    {
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        await WriteAsync(context, ": watching\n\n");
        while (!end.IsCancellationRequested)
        {
            using var beat = new CancellationTokenSource(BeatEvery, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(beat.Token, end);
            try
            {
                await watch.Waiting.WaitToReadAsync(either.Token);
            }
            catch (OperationCanceledException) when (!end.IsCancellationRequested)
            {
                await WriteAsync(context, ": nothing new\n\n");
                continue;
            }

            var text = new StringBuilder();
            for (var left = FlushSpans; left > 0 && watch.Waiting.TryRead(out var row); left--)
            {
                text.Append("event: span\ndata: ").Append(JsonSerializer.Serialize(SpanItem.Of(row), TraceApiJson.Default.SpanItem)).Append("\n\n");
            }

            if (watch.TakeMissed() is > 0 and var missed)
            {
                text.Append("event: missed\ndata: ").Append(missed).Append("\n\n");
            }

            await WriteAsync(context, text.ToString());
        }
    }

    private static async Task WriteAsync(HttpContext context, string text)
    {
        await context.Response.WriteAsync(text, context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }
}
