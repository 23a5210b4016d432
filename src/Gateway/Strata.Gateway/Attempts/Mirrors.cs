using Microsoft.Extensions.Logging;
using Strata.Gateway.Calls;
using Strata.Gateway.Diagnostics;
using Strata.Gateway.Exchanges;
using Strata.Gateway.Settling;
using Strata.Ledger.Rows;
using Strata.Routing.Plans;

namespace Strata.Gateway.Attempts;

/// <summary>
/// Sends a copy of a request to a route's mirror. Its answer goes nowhere; it is billed as a request of its own, noted with the id of the
/// one it copies. Copies are few at once: past the bound none is made.
/// </summary>
internal sealed class Mirrors(Targets targets, Settlement settlement, TimeProvider time, ILogger<Mirrors> logger)
{
    private const int RunningMax = 64;
    private static readonly TimeSpan Most = TimeSpan.FromMinutes(5);
    private int running;

    /// <summary>Starts a copy where the plan asks for one. The request's bytes are copied: their array does not outlive the call.</summary>
    public void Send(CallRun run)
    {
        if (run.Plan.Mirror() is not { } candidate || run.Request.Surface.Dialect is null || Interlocked.Increment(ref running) > RunningMax)
        {
            return;
        }

        var request = new CallerRequest(run.Request.Surface, run.Request.Target, run.Request.Scan, run.Request.Body.ToArray()) { DialectHeaders = run.Request.DialectHeaders, Rewritten = run.Request.Rewritten };
        _ = RunAsync(run, request, candidate);
    }

    private async Task RunAsync(CallRun run, CallerRequest request, Candidate candidate)
    {
        var from = run.Call;
        var call = new Call
        {
            Id = from.Id + "_m", Caller = from.Caller, Key = from.Key, Surface = from.Surface, At = from.At, StartedAt = from.StartedAt,
            Request = request, Model = from.Model, Route = from.Route, Strategy = "mirror", Stream = from.Stream, Tags = from.Tags, PromptTokens = from.PromptTokens,
        };
        call.Note($"mirror of {from.Id}");
        using var stop = new CancellationTokenSource(Most, time);
        try
        {
            await Task.Yield();
            var record = new AttemptRecord
            {
                Number = 1, Deployment = candidate.Deployment.Name, Provider = candidate.Deployment.Provider.Name, Credential = candidate.Credential.Name, StartedAt = time.GetTimestamp(),
            };
            call.Attempts.Add(record);
            call.Winner = record;
            await using var copy = new CallRun(run.Http, call, request, run.Shape.Unguarded(), run.Plan) { IsCopy = true };
            if ((await targets.BeginAsync(copy, candidate, record, stop.Token)).Try(out var exchange, out _))
            {
                await using (exchange)
                {
                    await DrainAsync(exchange, request.Stream);
                    exchange.Count();
                    record.Outcome = AttemptOutcome.Mirrored;
                    record.Reason = exchange.Fault?.Reason ?? "";
                    record.Duration = time.GetElapsedTime(record.StartedAt);
                    call.Status = exchange.Fault is null ? LedgerStatus.Ok : LedgerStatus.UpstreamError;
                    call.HttpStatus = record.HttpStatus;
                }
            }

            await settlement.SettleAsync(call, CancellationToken.None);
        }
        catch (Exception exception)
        {
            Log.MirrorFailed(logger, exception, call.Id);
        }
        finally
        {
            Interlocked.Decrement(ref running);
        }
    }

    private static async ValueTask DrainAsync(Exchange exchange, bool stream)
    {
        var isOpen = await exchange.OpenAsync();
        using var nowhere = new Answers.PooledBuffer();
        while (isOpen && stream && exchange.Drain(nowhere))
        {
            nowhere.Clear();
            await exchange.MoreAsync();
        }
    }
}
