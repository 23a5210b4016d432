using Microsoft.AspNetCore.Http;
using System.Buffers;
using Strata.Core.Results;
using Strata.Dialects.Canonical;
using Strata.Gateway.Answers;
using Strata.Gateway.Attempts;
using Strata.Gateway.Exchanges;
using Strata.Gateway.Stored;
using Strata.Ledger.Rows;

namespace Strata.Gateway.Door;

/// <summary>
/// Brings an opened exchange's answer to the caller.
/// <code>
/// plain:   settle → send
/// stream:  held → drain · top up · flush · more …
///          whole    settle → the dialect's end
///          spent    a limit ends it: a clean end with its reason, and a note
///          broken   another attempt goes on, where the route allows; else an error event and no end
/// </code>
/// </summary>
internal sealed class Delivery(Responder responder, AttemptEngine engine, CacheStep cache, ResponseMemory memory)
{
    private const int UnflushedMax = 32 << 10;

    /// <summary>Sends a plain answer.</summary>
    public async Task PlainAsync(CallRun run, Exchange exchange, CancellationToken cancellationToken)
    {
        var call = run.Call;
        if (run.Shape.Guard is { JudgesAnswers: true } guard && !await exchange.Passage.JudgeAsync(true, exchange.Held, cancellationToken))
        {
            engine.Finish(run, exchange, AttemptOutcome.Ok);
            call.FinishReason = "content_filter";
            await responder.FailAsync(run.Http, call, guard.Refusal("the answer"), LedgerStatus.Refused);
            return;
        }

        engine.Finish(run, exchange, AttemptOutcome.Ok);
        call.FinishReason = exchange.Passage.Tally.FinishReason;
        call.Status = LedgerStatus.Ok;
        call.HttpStatus = StatusCodes.Status200OK;
        if (!(await responder.Settlement.SettleAsync(call, CancellationToken.None)).Try(out _, out var problem))
        {
            await responder.FailAsync(run.Http, call, problem, LedgerStatus.Failed);
            return;
        }

        run.Recording?.Keep(exchange.Body.Span);
        await responder.PlainAsync(run.Http, call, exchange.Body, exchange.ContentType, cancellationToken);
        await cache.KeepAsync(run, exchange.ContentType);
        if (ResponseMemory.Serves(run.Request))
        {
            memory.Keep(call, exchange.Body);
        }
    }

    /// <summary>Passes a stream on. Returns the exchange that ended it: a continuation's, where one followed.</summary>
    public async Task StreamAsync(CallRun run, Exchange exchange, CancellationToken cancellationToken)
    {
        var (call, output) = (run.Call, Output(run));
        responder.StreamHead(run.Http, call, exchange.ContentType);
        output.Write(exchange.Held.Span);
        while (true)
        {
            if (!await PassAsync(run, exchange, cancellationToken))
            {
                await CutAsync(run, exchange, StopReason.Length, cancellationToken);
                return;
            }

            if (exchange is { IsBlocked: false, Fault: null } && run.Shape.Guard is { JudgesAnswers: true })
            {
                await JudgeAsync(run, exchange, isLast: true, cancellationToken);
            }

            if (exchange.IsBlocked)
            {
                run.Call.CutOff = $"guard {run.Shape.Guard?.BlockedBy}";
                await CutAsync(run, exchange, StopReason.ContentFilter, cancellationToken);
                return;
            }

            if (exchange.Fault is null)
            {
                await EndAsync(run, exchange, cancellationToken);
                return;
            }

            if (await engine.ContinueAsync(run, exchange, cancellationToken) is not { } next)
            {
                await BreakAsync(run, exchange);
                return;
            }

            exchange = next;
            output.Write(exchange.Held.Span);
        }
    }

    /// <summary>Passes on until the stream is over; false where a limit is used up.</summary>
    private async ValueTask<bool> PassAsync(CallRun run, Exchange exchange, CancellationToken cancellationToken)
    {
        var pipe = run.Http.Response.BodyWriter;
        var output = Output(run);
        while (exchange.Drain(output))
        {
            run.Recording?.Mark();
            if (!engine.TopUp(run, exchange))
            {
                return false;
            }

            if (run.Shape.Guard is not null && exchange.Passage.IsDue && !await JudgeAsync(run, exchange, isLast: false, cancellationToken))
            {
                return true;
            }

            var more = exchange.MoreAsync();
            if (!more.IsCompletedSuccessfully)
            {
                await FlushAsync(run, exchange, more, cancellationToken);
            }
            else if (pipe.UnflushedBytes > UnflushedMax)
            {
                await pipe.FlushAsync(cancellationToken);
            }
        }

        return true;
    }

    /// <summary>Has what is held back judged; what went on before does not wait for it.</summary>
    private static async ValueTask<bool> JudgeAsync(CallRun run, Exchange exchange, bool isLast, CancellationToken cancellationToken)
    {
        await run.Http.Response.BodyWriter.FlushAsync(cancellationToken);
        if (await exchange.Passage.JudgeAsync(isLast, Output(run), cancellationToken))
        {
            return true;
        }

        exchange.Block();
        return false;
    }

    /// <summary>Flushes while more is on its way. Where that fails, what is on its way is waited for: its buffer must not go before it.</summary>
    private static async ValueTask FlushAsync(CallRun run, Exchange exchange, ValueTask more, CancellationToken cancellationToken)
    {
        try
        {
            await run.Http.Response.BodyWriter.FlushAsync(cancellationToken);
        }
        catch
        {
            exchange.Clock.Abandon();
            await more.AsTask().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }

        await more;
    }

    private async Task EndAsync(CallRun run, Exchange exchange, CancellationToken cancellationToken)
    {
        var (call, output) = (run.Call, run.Http.Response.BodyWriter);
        engine.Finish(run, exchange, AttemptOutcome.Ok);
        call.FinishReason = exchange.Passage.Tally.FinishReason;
        call.Status = LedgerStatus.Ok;
        if (await SettleAsync(run, exchange, cancellationToken))
        {
            run.Recording?.Mark();
            WriteEnd(run, exchange);
            await output.FlushAsync(cancellationToken);
            run.Recording?.Mark();
            await cache.KeepAsync(run, exchange.ContentType);
        }
    }

    private async Task CutAsync(CallRun run, Exchange exchange, StopReason reason, CancellationToken cancellationToken)
    {
        var (call, output) = (run.Call, run.Http.Response.BodyWriter);
        exchange.Clock.Abandon();
        engine.Finish(run, exchange, AttemptOutcome.Cancelled);
        call.FinishReason = reason == StopReason.Length ? "length" : "content_filter";
        call.Status = LedgerStatus.Ok;
        if (await SettleAsync(run, exchange, cancellationToken))
        {
            exchange.Passage.WriteCut(reason, output);
            await output.FlushAsync(cancellationToken);
        }
    }

    private async Task BreakAsync(CallRun run, Exchange exchange)
    {
        engine.Finish(run, exchange, AttemptOutcome.Failed);
        run.Call.FinishReason = exchange.Passage.Tally.FinishReason;
        await responder.FailAsync(run.Http, run.Call, exchange.Fault!.Problem, exchange.Fault.Status, exchange.Passage);
    }

    /// <summary>Writes the end; where answers are stored, what it says of the whole is kept.</summary>
    private void WriteEnd(CallRun run, Exchange exchange)
    {
        if (!ResponseMemory.Serves(run.Request))
        {
            exchange.Passage.WriteEnd(Output(run));
            return;
        }

        using var end = new PooledBuffer();
        exchange.Passage.WriteEnd(end);
        Output(run).Write(end.Span);
        if (ResponseMemory.OfEvent(end.Span) is { Length: > 0 } response)
        {
            memory.Keep(run.Call, response);
        }
    }

    /// <summary>Where the answer goes: to the caller, and into the recording where one is kept.</summary>
    private static IBufferWriter<byte> Output(CallRun run) => run.Recording is { } recording ? recording.Over(run.Http.Response.BodyWriter) : run.Http.Response.BodyWriter;

    /// <summary>Writes the row before the end is told; what is written already does not wait for it.</summary>
    private async ValueTask<bool> SettleAsync(CallRun run, Exchange exchange, CancellationToken cancellationToken)
    {
        var settling = responder.Settlement.SettleAsync(run.Call, CancellationToken.None);
        Result<Done> settled;
        if (settling.IsCompleted)
        {
            settled = await settling;
        }
        else
        {
            try
            {
                await run.Http.Response.BodyWriter.FlushAsync(cancellationToken);
            }
            finally
            {
                settled = await settling; // of a caller that left, too: what it reserved must not be given back before that
            }
        }

        if (settled.Try(out _, out var problem))
        {
            return true;
        }

        await responder.FailAsync(run.Http, run.Call, problem, LedgerStatus.Failed, exchange.Passage);
        return false;
    }
}
