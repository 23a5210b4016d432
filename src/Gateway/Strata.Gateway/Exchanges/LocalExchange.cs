using System.Buffers;
using Strata.Core.Generation;
using Strata.Core.Results;
using Strata.Dialects.Canonical;
using Strata.Gateway.Answers;
using Strata.Dialects.Local;
using Strata.Ledger.Rows;
using Strata.Routing.Health;

namespace Strata.Gateway.Exchanges;

/// <summary>
/// An exchange with a model of this process. Where no other target could answer, a stream's opening does not wait for the first
/// token; texts that are ready together are drained together; who leaves stops the model at its next token.
/// </summary>
internal sealed class LocalExchange(AttemptStart start, LocalUse use, CanonicalPassage passage, TimeProvider time) : Exchange(start)
{
    private readonly LocalEvents events = new(start.Request.Scan.Model, use.Prompt.PromptTokens, keepsText: !start.Request.Stream, use.CallScope);
    private readonly List<AnswerEvent> steps = [];
    private IAsyncEnumerator<GenerationEvent>? generation;
    private Task<bool> next = Task.FromResult(false);
    private bool isWaiting;
    private bool hasEnded;

    public override Passage Passage => passage;

    public override bool IsSameDialect => true;

    public override async ValueTask<bool> OpenAsync()
    {
        Record.WasAccepted = true;
        generation = use.Model.GenerateAsync(use.Prompt, Clock.Token).GetAsyncEnumerator(Clock.Token);
        Move();
        if (next.IsFaulted)
        {
            await MoreAsync(); // refused before anything was made
            return false;
        }

        events.Begin(steps);
        if (Start.Request.Stream)
        {
            Pass(Held);
            while (!use.CommitsAtOnce && !events.Began && Fault is null && !hasEnded)
            {
                await MoreAsync();
                Drain(Held);
            }

            return Fault is null;
        }

        steps.Clear();
        while (Fault is null && !hasEnded)
        {
            await MoreAsync();
            Take();
        }

        if (Fault is null)
        {
            Fault = passage.Whole(events.ToAnswer(), Held) ? null : passage.Fault;
        }

        return Fault is null;
    }

    public override bool Drain(IBufferWriter<byte> output)
    {
        Take();
        return Pass(output) && Fault is null && !hasEnded;
    }

    public override async ValueTask MoreAsync()
    {
        try
        {
            if (isWaiting)
            {
                isWaiting = false;
                hasEnded = !await next;
                isWaiting = hasEnded ? false : Keep();
            }
        }
        catch (Exception exception) when (Explain(exception) is { } fault)
        {
            Fault = fault;
        }
    }

    public override void Count()
    {
        if (events.Began || events.Last is not null)
        {
            (Record.Usage, Record.UsageSource) = (events.Usage, UsageSource.Counted);
        }

        passage.Tally.FinishReason = events.FinishWord;
        Record.Queue = events.Last?.Timings?.Queue ?? default;
    }

    public override async ValueTask DisposeAsync()
    {
        Clock.Abandon();
        if (isWaiting)
        {
            isWaiting = false;
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // an iterator must not be disposed while it moves
        }

        if (generation is not null)
        {
            await generation.DisposeAsync();
        }

        passage.Dispose();
        await use.DisposeAsync();
        await base.DisposeAsync();
    }

    private void Move()
    {
        next = generation!.MoveNextAsync().AsTask();
        isWaiting = true;
    }

    /// <summary>Takes the event that came, and asks for the next.</summary>
    private bool Keep()
    {
        var step = generation!.Current;
        if (step.Text.Length > 0)
        {
            Record.FirstToken ??= time.GetElapsedTime(Record.StartedAt);
        }

        events.Take(step, steps);
        next = generation.MoveNextAsync().AsTask();
        return true;
    }

    /// <summary>Takes every event that is there already.</summary>
    private void Take()
    {
        while (isWaiting && next.IsCompletedSuccessfully)
        {
            isWaiting = false;
            hasEnded = !next.Result;
            isWaiting = !hasEnded && Keep();
        }
    }

    private bool Pass(IBufferWriter<byte> output)
    {
        foreach (var step in steps)
        {
            if (passage.Take(step, output) == Passed.Blocked)
            {
                IsBlocked = true;
                return false;
            }
        }

        steps.Clear();
        return true;
    }

    private Fault? Explain(Exception exception) => exception switch
    {
        _ when Start.CallerToken.IsCancellationRequested => null,
        OperationCanceledException when Clock.Expired is { } name => Faults.OfClock(name, Start.Request.Scan.Model),
        OperationCanceledException => Faults.Cancelled(),
        EngineOverloadedException busy => Faults.Own(
            new Problem(ProblemCode.Overloaded, $"The model is busy: {busy.Queued} requests wait already. Try again shortly.") { RetryAfter = TimeSpan.FromSeconds(1) }, FailureClass.ServerTransient),
        _ => Faults.Own(new Problem(ProblemCode.Internal, "The model failed. The log has the reason."), FailureClass.ServerTransient) with { Defect = exception, IsOurs = false },
    };
}
