using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Strata.Core.Configuration;
using Strata.Core.Results;
using Strata.Dialects.Json;
using Strata.Dialects.Wire;
using Strata.Gateway.Attempts;
using Strata.Gateway.Calls;
using Strata.Gateway.Diagnostics;
using Strata.Gateway.Options;
using Strata.Gateway.Surfaces;
using Strata.Ledger.Rows;

namespace Strata.Gateway.Door;

/// <summary>
/// The way of every model request, whatever its surface:
/// <code>
///  1 receive    the body, bounded, in one rented array                                  PooledBody
///  2 recognise  the surface's byte scan: model, stream; from here on a call, and a row   IWire, CallSource
///  3 govern     whom it counts against: organisation, team, key, user, end user, tags    Governance
///  4 plan       which route, and where it may go in which order                          RoutePlanner
///  5 guard      what is asked, where a policy applies                                    RequestGuard
///  6 cache      an answer that is there already                                          CacheStep
///  7 reserve    of every limit at once, or not at all                                    Reserver
///  8 attempt    candidate → send → first content = commit point                          AttemptEngine
///  9 deliver    pass on, top up, cut off, continue                                       Delivery
/// 10 settle     price → ledger, written before the end is told → release                 Settlement
/// </code>
/// </summary>
internal sealed class ModelDoor(
    CallSource calls, RoutePlanner planner, Reserver reserver, AttemptEngine engine, Mirrors mirrors, CacheStep cache, Delivery delivery, Responder responder, Live<GatewayOptions> options, ILogger<ModelDoor> logger)
{
    private int running;

    public async Task RunAsync(HttpContext http, Surface surface, RequestTarget target, CancellationToken cancellationToken)
    {
        GatewayTelemetry.InFlight.Add(1);
        var call = calls.Begin(http, surface);
        Responder.Name(http, call);
        PooledBody? body = null;
        try
        {
            if (Interlocked.Increment(ref running) > options.Current.ParallelMax)
            {
                var full = new Problem(ProblemCode.Overloaded, $"This server answers {options.Current.ParallelMax} requests already. Try again shortly.") { RetryAfter = TimeSpan.FromSeconds(1) };
                await Responder.WriteAsync(http, surface.Errors, full, call.Id);
                return;
            }

            // 1 · receive   2 · recognise
            if (!(await ReceiveAsync(http, cancellationToken)).Try(out body, out var problem)
                || !surface.Wire.ScanRequest(body.Span, target).Try(out var scan, out problem))
            {
                await Responder.WriteAsync(http, surface.Errors, problem, call.Id);
                return;
            }

            // 3 · govern
            calls.Recognise(http, call, new CallerRequest(surface, target, scan, body.Memory)
            {
                DialectHeaders = DialectHeaders.Of(http.Request.Headers, surface),
                ContentType = surface.IsRaw && http.Request.HasFormContentType ? http.Request.ContentType : null,
            });
            await RouteAsync(http, call, call.Request!, cancellationToken);
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            await LeaveAsync(call);
        }
        catch (Exception exception) when (call.Request is not null)
        {
            Log.Defect(logger, exception, call.Id);
            await responder.FailAsync(http, call, new Problem(ProblemCode.Internal, $"The request failed. The log has the reason under {call.Id}."), LedgerStatus.Failed);
        }
        finally
        {
            Interlocked.Decrement(ref running);
            call.Reservation?.Dispose();
            body?.Dispose();
            GatewayTelemetry.InFlight.Add(-1);
        }

        if (call.IsBroken)
        {
            await responder.BreakOffAsync(http);
        }
    }

    private async ValueTask<Result<PooledBody>> ReceiveAsync(HttpContext http, CancellationToken cancellationToken)
    {
        var packed = http.Request.Headers.ContentEncoding;
        return packed.Count > 0 && packed.ToString() is { Length: > 0 } name && name != "identity"
            ? JsonProblems.Packed(name)
            : await PooledBody.ReadAsync(http, options.Current.BodyBytesMax, cancellationToken);
    }

    private async Task RouteAsync(HttpContext http, Call call, CallerRequest request, CancellationToken cancellationToken)
    {
        // 4 · plan   5 · guard
        if (!(await planner.PlanAsync(http, call, request, cancellationToken)).Try(out var run, out var problem))
        {
            await responder.FailAsync(http, call, problem, LedgerStatus.Refused);
            return;
        }

        await using (run)
        {
            // 6 · cache
            if (await cache.TryAnswerAsync(run, cancellationToken))
            {
                return;
            }

            // 7 · reserve
            if (!reserver.Reserve(run).Try(out _, out problem))
            {
                await responder.FailAsync(http, call, problem, LedgerStatus.Refused);
                return;
            }

            try
            {
                await AnswerAsync(run, cancellationToken);
            }
            catch (Exception) when (cancellationToken.IsCancellationRequested)
            {
                engine.Abandon(run);
                throw;
            }
        }
    }

    private async Task AnswerAsync(CallRun run, CancellationToken cancellationToken)
    {
        // 8 · attempt
        if (await engine.OpenAsync(run, cancellationToken) is not { } exchange)
        {
            await FailAsync(run, cancellationToken);
            return;
        }

        mirrors.Send(run);

        // 9 · deliver   10 · settle
        await (run.Request.Stream ? delivery.StreamAsync(run, exchange, cancellationToken) : delivery.PlainAsync(run, exchange, cancellationToken));
    }

    /// <summary>No attempt was answered: the provider's own words where they speak of the caller's request, ours otherwise.</summary>
    private async Task FailAsync(CallRun run, CancellationToken cancellationToken)
    {
        var (call, fault) = (run.Call, run.LastFault!);
        if (!fault.PassesRaw && await cache.TryStaleAsync(run, cancellationToken))
        {
            return;
        }

        if (fault.PassesRaw && run.LastFailed is { IsSameDialect: true } exchange && exchange.Body.Length > 0)
        {
            call.Status = LedgerStatus.Refused;
            call.HttpStatus = fault.HttpStatus;
            call.ErrorCode = fault.Problem.DialectCode ?? "invalid_request_error";
            await responder.Settlement.SettleAsync(call, CancellationToken.None);
            await responder.PlainAsync(run.Http, call, exchange.Body, fault.MediaType ?? "application/json", cancellationToken);
            return;
        }

        await responder.FailAsync(run.Http, call, fault.Problem, fault.Status);
    }

    private Task LeaveAsync(Call call) => call.Request is not null ? responder.CancelledAsync(call) : Task.CompletedTask;
}
