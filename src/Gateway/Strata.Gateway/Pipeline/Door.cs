using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Strata.Core.Configuration;
using Strata.Core.Results;
using Strata.Dialects.Json;
using Strata.Dialects.Wire;
using Strata.Gateway.Diagnostics;
using Strata.Gateway.Options;
using Strata.Gateway.Routing;
using Strata.Ledger.Rows;

namespace Strata.Gateway.Pipeline;

/// <summary>
/// The way of every model request, whatever its surface:
/// <code>
/// 1 receive   the body, bounded, in one rented array
/// 2 scan      UTF-8, JSON, model, stream; from here on it is a call, and one row of the ledger
/// 3 route     a name to a model of this process or an upstream
/// 4 run       reserve → attempt → settle (LocalRun, UpstreamRun)
/// 5 end       whatever happened: the call is settled once, its place given back
/// </code>
/// </summary>
internal sealed class Door(
    CallSource calls, ModelCatalog catalog, LocalRun local, UpstreamRun upstream, Responder responder, Live<GatewayOptions> options, ILogger<Door> logger)
{
    public async Task RunAsync(HttpContext http, Surface surface, CancellationToken cancellationToken)
    {
        GatewayTelemetry.InFlight.Add(1);
        var call = calls.Begin(http, surface);
        http.Response.Headers["x-request-id"] = call.Id;
        PooledBody? body = null;
        try
        {
            // 1 · receive
            if (http.Request.Headers.ContentEncoding.ToString() is { Length: > 0 } packed && packed != "identity")
            {
                await Responder.WriteAsync(http, JsonProblems.Packed(packed));
                return;
            }

            if (!(await PooledBody.ReadAsync(http, options.Current.BodyBytesMax, cancellationToken)).Try(out body, out var problem)
                // 2 · scan
                || !surface.Wire.ScanRequest(body.Span, default).Try(out var scan, out problem))
            {
                await Responder.WriteAsync(http, problem);
                return;
            }

            calls.Recognise(http, call, scan, body);
            await RouteAsync(http, call, scan, body, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await LeaveAsync(call);
        }
        catch (Exception exception) when (call.Model.Length > 0)
        {
            Log.Defect(logger, exception, call.Id);
            await responder.FailAsync(http, call, new Problem(ProblemCode.Internal, $"The request failed. The log has the reason under {call.Id}."), LedgerStatus.Failed);
        }
        finally
        {
            // 5 · end
            body?.Dispose();
            call.Lease?.Dispose();
            call.Activity?.Dispose();
            GatewayTelemetry.InFlight.Add(-1);
        }

        if (call.IsBroken)
        {
            await responder.BreakOffAsync(http);
        }
    }

    private async Task RouteAsync(HttpContext http, Call call, WireRequest scan, PooledBody body, CancellationToken cancellationToken)
    {
        // 3 · route
        if (!(await catalog.FindAsync(scan.Model, call.Caller, call.Key, cancellationToken)).Try(out var route, out var problem))
        {
            await responder.FailAsync(http, call, problem, LedgerStatus.Refused);
            return;
        }

        await using (route)
        {
            call.Deployment = route.Deployment;
            call.Provider = route.Provider;

            // 4 · run
            if (route.Model is { } model)
            {
                await local.RunAsync(http, call, model, body.Memory, cancellationToken);
            }
            else
            {
                await upstream.RunAsync(http, call, route, (scan, body.Memory), cancellationToken);
            }
        }
    }

    private Task LeaveAsync(Call call) => call.Model.Length > 0 ? responder.CancelledAsync(call) : Task.CompletedTask;
}
