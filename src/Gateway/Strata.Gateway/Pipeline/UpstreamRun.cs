using System.Diagnostics;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Strata.Core.Configuration;
using Strata.Core.Results;
using Strata.Dialects.Wire;
using Strata.Gateway.Diagnostics;
using Strata.Gateway.Limits;
using Strata.Gateway.Options;
using Strata.Gateway.Routing;
using Strata.Gateway.Upstreams;
using Strata.Ledger.Rows;

namespace Strata.Gateway.Pipeline;

/// <summary>
/// Answers a call through an upstream of the same dialect: the caller's bytes go out with model and credential replaced, the
/// provider's bytes come back as they are, and are read for usage, ends and errors on the way.
/// </summary>
internal sealed class UpstreamRun(
    Responder responder, UpstreamStream streaming, UpstreamChannels channels, OutputEstimate estimates, Live<GatewayOptions> options, TimeProvider time, ILogger<UpstreamRun> logger)
{
    private const int ErrorBytesMax = 256 << 10;

    public async Task RunAsync(HttpContext http, Call call, Route route, (WireRequest Scan, ReadOnlyMemory<byte> Body) request, CancellationToken cancellationToken)
    {
        // 1 · reserve: prompt and likely answer by estimate
        var (scan, body) = request;
        if (!responder.Reserve(call, scan.PromptEstimate, estimates.For(route.Deployment, scan.OutputTokensMax)).Try(out _, out var problem))
        {
            await responder.FailAsync(http, call, problem, LedgerStatus.Refused);
            return;
        }

        using var clock = new AttemptClock(time, route.Upstream!.Timeouts.Total, cancellationToken);
        var attempt = new Attempt(call, route, scan, clock);
        using var span = StartSpan(attempt);
        try
        {
            // 2 · send
            clock.Arm("first_byte", attempt.Upstream.Timeouts.FirstByte);
            using var message = Message(attempt, body);
            using var response = await channels.For(attempt.Upstream).SendAsync(message, clock.Token);
            call.UpstreamRequestId = response.Headers.TryGetValues("x-request-id", out var ids) && ids.FirstOrDefault() is { Length: <= 128 } id ? id : "";

            // 3 · pass the answer on
            await (!response.IsSuccessStatusCode ? RefusedAsync(http, attempt, response)
                : call.Stream && call.Surface.Shape is not null ? streaming.RunAsync(http, attempt, response, cancellationToken)
                : AnswerAsync(http, attempt, response, cancellationToken));
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            attempt.EstimateMissingUsage();
            await responder.CancelledAsync(call);
        }
        catch (Exception exception) when (attempt.Explain(exception) is { } failure)
        {
            Log.UpstreamFailed(logger, call.Id, attempt.Upstream.Name, failure.Code.ToString(), exception.Message);
            attempt.EstimateMissingUsage();
            await responder.FailAsync(http, call, failure, LedgerStatus.UpstreamError);
        }

        span?.SetTag("http.response.status_code", call.HttpStatus);
        if (call.ErrorCode.Length > 0)
        {
            span?.SetTag("error.type", call.ErrorCode).SetStatus(ActivityStatusCode.Error);
        }
    }

    private async Task AnswerAsync(HttpContext http, Attempt attempt, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var call = attempt.Call;
        attempt.WasAccepted = true;
        using var body = await ReadAsync(attempt, response, options.Current.AnswerBytesMax, cancellationToken);
        if (body is null)
        {
            await FailAsync(http, attempt, UpstreamProblems.TooLarge(options.Current.AnswerBytesMax));
            return;
        }

        var scan = call.Surface.Wire.ScanAnswer(body.Span, call.Captured);
        if (scan.IsBroken || scan.HasError || !scan.HasContent)
        {
            await FailAsync(http, attempt, scan.HasError ? UpstreamProblems.OfEvent(scan, call.Model) : UpstreamProblems.Unreadable(call.Model));
            return;
        }

        attempt.Take(scan);
        attempt.EstimateMissingUsage();
        call.FirstToken = time.GetElapsedTime(call.StartedAt);
        call.Status = LedgerStatus.Ok;
        call.HttpStatus = (int)response.StatusCode;
        if (!(await responder.Settlement.SettleAsync(call, CancellationToken.None)).Try(out _, out var problem))
        {
            await responder.FailAsync(http, call, problem, LedgerStatus.Failed);
            return;
        }

        await PassAsync(http, call, body.Memory, cancellationToken);
    }

    /// <summary>A status that is no success: mapped where it speaks of us, passed as it is where it speaks of the caller's request.</summary>
    private async Task RefusedAsync(HttpContext http, Attempt attempt, HttpResponseMessage response)
    {
        var call = attempt.Call;
        using var body = await ReadAsync(attempt, response, ErrorBytesMax, attempt.Clock.Token);
        var scan = body is null ? new WireScan { IsBroken = true } : call.Surface.Wire.ScanAnswer(body.Span, null);
        if (body is null || UpstreamProblems.OfStatus(response, scan, call.Model, time.GetUtcNow()) is not null)
        {
            var problem = UpstreamProblems.OfStatus(response, scan, call.Model, time.GetUtcNow()) ?? UpstreamProblems.Unreadable(call.Model);
            Log.UpstreamFailed(logger, call.Id, attempt.Upstream.Name, problem.Code.ToString(), $"status {(int)response.StatusCode} {scan.ErrorCode} {scan.ErrorMessage}");
            await FailAsync(http, attempt, problem);
            return;
        }

        call.Status = LedgerStatus.Refused;
        call.HttpStatus = (int)response.StatusCode;
        call.ErrorCode = scan.ErrorCode ?? "invalid_request_error";
        await responder.Settlement.SettleAsync(call, CancellationToken.None);
        await PassAsync(http, call, body.Memory, attempt.Clock.Token);
    }

    private async Task PassAsync(HttpContext http, Call call, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        responder.Head(http, call);
        http.Response.StatusCode = call.HttpStatus;
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = body.Length;
        await http.Response.BodyWriter.WriteAsync(body, cancellationToken);
    }

    private async Task FailAsync(HttpContext http, Attempt attempt, Problem problem)
    {
        attempt.EstimateMissingUsage();
        await responder.FailAsync(http, attempt.Call, problem, LedgerStatus.UpstreamError);
    }

    /// <summary>The whole body in a rented array; null where it is larger than the bound.</summary>
    private static async ValueTask<RentedBytes?> ReadAsync(Attempt attempt, HttpResponseMessage response, int most, CancellationToken cancellationToken)
    {
        var bytes = new RentedBytes((int)Math.Clamp(response.Content.Headers.ContentLength ?? 0, Math.Min(8 << 10, most), most));
        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(attempt.Clock.Token);
            while (true)
            {
                var read = await stream.ReadAsync(bytes.Room(), attempt.Clock.Token);
                attempt.Clock.Arm("idle", attempt.Upstream.Timeouts.Idle);
                bytes.Advance(read);
                if (read == 0 || bytes.Length > most)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    return read == 0 ? Take(ref bytes) : null;
                }
            }
        }
        finally
        {
            bytes?.Dispose();
        }
    }

    private static RentedBytes Take(ref RentedBytes? bytes)
    {
        var taken = bytes!;
        bytes = null;
        return taken;
    }

    private static HttpRequestMessage Message(Attempt attempt, ReadOnlyMemory<byte> body)
    {
        var askUsage = attempt.Scan.Stream && attempt.Upstream.StreamUsage && attempt.Call.Surface.Shape is not null;
        var message = new HttpRequestMessage(HttpMethod.Post, new Uri(attempt.Upstream.Url, attempt.Call.Surface.UpstreamPath))
        {
            Content = new SplicedContent(attempt.Call.Surface.Wire.Splice(body, attempt.Scan, new SpliceOptions(attempt.RemoteModel, askUsage))),
        };
        if (attempt.Upstream.Key is { Length: > 0 } key)
        {
            message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        return message;
    }

    private static Activity? StartSpan(Attempt attempt) =>
        GatewayTelemetry.Source.StartActivity($"{attempt.Call.Surface.Operation} {attempt.RemoteModel}", ActivityKind.Client, attempt.Call.Activity?.Context ?? default)?
            .SetTag("gen_ai.operation.name", attempt.Call.Surface.Operation)
            .SetTag("gen_ai.provider.name", attempt.Upstream.Name)
            .SetTag("gen_ai.request.model", attempt.RemoteModel)
            .SetTag("server.address", attempt.Upstream.Url.Host)
            .SetTag("server.port", attempt.Upstream.Url.Port);
}
