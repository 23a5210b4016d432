using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Strata.Core.Results;
using Strata.Dialects.Framing;
using Strata.Dialects.Wire;
using Strata.Gateway.Diagnostics;
using Strata.Gateway.Upstreams;
using Strata.Ledger.Rows;

namespace Strata.Gateway.Pipeline;

/// <summary>
/// Passes a streamed answer on, event by event.
/// <code>
/// held:       events without content (roles, comments) wait; an error, an end or a silence now is still a proper status
/// committed:  from the first content on events pass as they came, all that one read brought in one write
/// end:        [DONE], or every choice ended → settle → [DONE]
/// broken:     an error event, no [DONE]: an answer that did not end never looks like one that did
/// </code>
/// </summary>
internal sealed class UpstreamStream(Responder responder, TimeProvider time, ILogger<UpstreamStream> logger)
{
    private const int HeldBytesMax = 64 << 10;

    public async Task RunAsync(HttpContext http, Attempt attempt, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.Content.Headers.ContentType?.MediaType is { } type && type != "text/event-stream")
        {
            await BreakAsync(http, attempt, UpstreamProblems.Unreadable(attempt.Call.Model));
            return;
        }

        attempt.WasAccepted = true;
        using var events = new EventStream(await response.Content.ReadAsStreamAsync(attempt.Clock.Token));
        var state = new State(attempt.Call.Surface.Wire.OpenStream());
        while (await events.FillAsync(attempt.Clock.Token))
        {
            attempt.Clock.Arm("idle", attempt.Upstream.Timeouts.Idle);
            while (!state.IsOver && events.TryTake(out var whole))
            {
                Pass(http, attempt, state, whole.Span);
            }

            if (state.IsOver)
            {
                break;
            }

            if (state.IsCommitted)
            {
                await http.Response.BodyWriter.FlushAsync(attempt.Clock.Token);
            }
        }

        if (state.Failure is { } failure)
        {
            await BreakAsync(http, attempt, failure, state.ErrorPassed);
        }
        else if (!state.IsDone && !attempt.IsComplete)
        {
            await BreakAsync(http, attempt, UpstreamProblems.Truncated(attempt.Call.Model));
        }
        else
        {
            await EndAsync(http, attempt, state, cancellationToken);
        }
    }

    /// <summary>Looks at one event, and passes or holds it.</summary>
    private void Pass(HttpContext http, Attempt attempt, State state, ReadOnlySpan<byte> whole)
    {
        var frame = ServerSentEvents.Instance.Open(whole);
        var scan = state.Wire.Scan(frame.Name, frame.Data, attempt.Call.Captured);
        if (scan.IsEnd)
        {
            state.IsDone = true;
            return;
        }

        if (scan.IsBroken)
        {
            state.Failure = UpstreamProblems.Unreadable(attempt.Call.Model);
            return;
        }

        attempt.Take(scan);
        if (scan.HasError)
        {
            state.Failure = UpstreamProblems.OfEvent(scan, attempt.Call.Model);
            state.ErrorPassed = state.IsCommitted;
            if (state.IsCommitted)
            {
                http.Response.BodyWriter.Write(whole);
            }

            return;
        }

        if (attempt.StripsUsage && scan.IsUsageOnly)
        {
            return; // we asked for it, the caller did not
        }

        if (!state.IsCommitted && (scan.HasContent || state.Held.WrittenCount + whole.Length > HeldBytesMax))
        {
            Commit(http, attempt, state);
        }

        if (state.IsCommitted)
        {
            http.Response.BodyWriter.Write(whole);
        }
        else
        {
            state.Held.Write(whole);
        }
    }

    private void Commit(HttpContext http, Attempt attempt, State state)
    {
        state.IsCommitted = true;
        attempt.Call.FirstToken = time.GetElapsedTime(attempt.Call.StartedAt);
        responder.StreamHead(http, attempt.Call);
        http.Response.BodyWriter.Write(state.Held.WrittenSpan);
    }

    private async Task EndAsync(HttpContext http, Attempt attempt, State state, CancellationToken cancellationToken)
    {
        var call = attempt.Call;
        if (!state.IsCommitted)
        {
            if (!attempt.IsComplete)
            {
                await BreakAsync(http, attempt, UpstreamProblems.Truncated(call.Model));
                return;
            }

            Commit(http, attempt, state);
        }

        attempt.EstimateMissingUsage();
        call.Status = LedgerStatus.Ok;
        var settling = responder.Settlement.SettleAsync(call, CancellationToken.None).AsTask();
        if (!settling.IsCompleted)
        {
            await http.Response.BodyWriter.FlushAsync(cancellationToken);
        }

        if (!(await settling).Try(out _, out var problem))
        {
            await responder.FailAsync(http, call, problem, LedgerStatus.Failed);
            return;
        }

        http.Response.BodyWriter.Write("data: [DONE]\n\n"u8);
        await http.Response.BodyWriter.FlushAsync(cancellationToken);
    }

    private async Task BreakAsync(HttpContext http, Attempt attempt, Problem problem, bool errorPassed = false)
    {
        var call = attempt.Call;
        Log.UpstreamFailed(logger, call.Id, attempt.Upstream.Name, problem.Code.ToString(), problem.Message);
        attempt.EstimateMissingUsage();
        if (errorPassed)
        {
            call.Status = LedgerStatus.UpstreamError;
            call.ErrorCode = problem.DialectCode ?? ProblemTable.Row(problem.Code).Code;
            await responder.Settlement.SettleAsync(call, CancellationToken.None);
            await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
            return;
        }

        await responder.FailAsync(http, call, problem, LedgerStatus.UpstreamError);
    }

    private sealed class State(IWireStream wire)
    {
        public IWireStream Wire => wire;

        public ArrayBufferWriter<byte> Held { get; } = new(512);

        public bool IsCommitted { get; set; }

        public bool IsDone { get; set; }

        public bool ErrorPassed { get; set; }

        public Problem? Failure { get; set; }

        public bool IsOver => IsDone || Failure is not null;
    }
}
