using System.Globalization;
using Microsoft.AspNetCore.Http;
using Strata.Core.Configuration;
using Strata.Core.Results;
using Strata.Gateway.Dialects.OpenAi;
using Strata.Gateway.Limits;
using Strata.Gateway.Options;
using Strata.Http;
using Strata.Ledger.Rows;
using Strata.Identity.Keys;

namespace Strata.Gateway.Pipeline;

/// <summary>What every surface does with a response: headers, refusals, errors before and inside a stream.</summary>
internal sealed class Responder(Settlement settlement, LimitTable limits, Live<GatewayOptions> options, TimeProvider time)
{
    /// <summary>How long a broken stream stays open after its error event, so that no client loses the event to the end behind it.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromMilliseconds(250);

    public Settlement Settlement => settlement;

    /// <summary>Reserves a place and tokens; a refusal changes nothing.</summary>
    public Result<Done> Reserve(Call call, long promptTokens, long outputEstimate)
    {
        using var span = Diagnostics.GatewayTelemetry.Source.StartActivity("strata.reserve", System.Diagnostics.ActivityKind.Internal, call.Activity?.Context ?? default);
        var reserved = limits.Reserve(call.Caller.KeyId, call.Key?.Limits ?? KeyLimits.None, options.Current.ParallelMax, promptTokens, outputEstimate);
        if (reserved.Try(out var lease, out var problem))
        {
            call.Lease = lease;
            return Done.Value;
        }

        return problem;
    }

    /// <summary>Sets what every answer carries. The body must not have begun.</summary>
    public void Head(HttpContext http, Call call)
    {
        var headers = http.Response.Headers;
        headers["x-request-id"] = call.Id;
        headers["openai-processing-ms"] = ((long)time.GetElapsedTime(call.StartedAt).TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
        if (limits.State(call.Caller.KeyId, call.Key?.Limits ?? KeyLimits.None) is { } state)
        {
            Limits(headers, "requests", state.RequestsMax, state.RequestsLeft, state.RequestsResetSeconds);
            Limits(headers, "tokens", state.TokensMax, state.TokensLeft, state.TokensResetSeconds);
        }
    }

    /// <summary>Opens a stream of events.</summary>
    public void StreamHead(HttpContext http, Call call)
    {
        Head(http, call);
        call.StreamBegan = true;
        http.Response.StatusCode = call.HttpStatus = StatusCodes.Status200OK;
        http.Response.ContentType = "text/event-stream; charset=utf-8";
        http.Response.Headers.CacheControl = "no-cache";
        http.Response.Headers["X-Accel-Buffering"] = "no";
    }

    /// <summary>Ends a call with a problem: a row in the ledger, then an answer, in a stream that has begun as its last event.</summary>
    public async Task FailAsync(HttpContext http, Call call, Problem problem, LedgerStatus status)
    {
        var row = ProblemTable.Row(problem.Code);
        call.Status = status;
        call.ErrorCode = problem.DialectCode ?? row.Code;
        if (!call.StreamBegan)
        {
            call.HttpStatus = row.HttpStatus;
        }

        await settlement.SettleAsync(call, CancellationToken.None);
        if (http.RequestAborted.IsCancellationRequested)
        {
            return;
        }

        if (call.StreamBegan)
        {
            // No [DONE] follows: every client sees the error, or an answer that did not end.
            ChunkWriter.Error(http.Response.BodyWriter, problem);
            await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
            call.IsBroken = true;
            return;
        }

        if (!http.Response.HasStarted)
        {
            Head(http, call);
            await WriteAsync(http, problem);
        }
    }

    /// <summary>
    /// Closes the connection of a broken stream without the mark of its end (no last chunk in HTTP/1.1, a reset in HTTP/2):
    /// a client that passes over the error event sees a connection that broke. One that heeds it has left by then.
    /// </summary>
    public async Task BreakOffAsync(HttpContext http)
    {
        try
        {
            await Task.Delay(Farewell, time, http.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        throw new BrokenStreamException();
    }

    /// <summary>Writes a problem of a request that never became a call.</summary>
    public static async Task WriteAsync(HttpContext http, Problem problem)
    {
        var body = ErrorObject.Utf8(problem);
        http.Response.WriteHead(problem);
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = body.Length;
        await http.Response.BodyWriter.WriteAsync(body, http.RequestAborted);
    }

    /// <summary>The caller went away: what was made until then is written down.</summary>
    public async Task CancelledAsync(Call call)
    {
        call.Status = LedgerStatus.ClientCancelled;
        call.ErrorCode = "cancelled";
        call.HttpStatus = call.HttpStatus == StatusCodes.Status200OK ? call.HttpStatus : StatusCodes.Status499ClientClosedRequest;
        await settlement.SettleAsync(call, CancellationToken.None);
    }

    private static void Limits(IHeaderDictionary headers, string what, long? most, long left, long resetSeconds)
    {
        if (most is { } limit)
        {
            headers[$"x-ratelimit-limit-{what}"] = limit.ToString(CultureInfo.InvariantCulture);
            headers[$"x-ratelimit-remaining-{what}"] = left.ToString(CultureInfo.InvariantCulture);
            headers[$"x-ratelimit-reset-{what}"] = resetSeconds >= 60 ? $"{resetSeconds / 60}m{resetSeconds % 60}s" : $"{resetSeconds}s";
        }
    }
}
