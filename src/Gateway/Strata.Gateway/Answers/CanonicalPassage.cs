using System.Buffers;
using Strata.Core.Results;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;
using Strata.Dialects.Framing;
using Strata.Guarding;
using Strata.Dialects;

namespace Strata.Gateway.Answers;

/// <summary>Through the canonical form: the provider's stream is read into steps, the steps are written in the caller's dialect.</summary>
internal sealed class CanonicalPassage(IDialect? source, CallerShape shape, CanonicalOutput? sink) : Passage, IDisposable
{
    private readonly IStreamReader? reader = shape.Stream ? source?.OpenReader() : null;
    private readonly AnswerGuard? guard = shape is { Stream: true, Guard: { LooksAtAnswers: true } policies } ? new AnswerGuard(policies) : null;
    private readonly List<AnswerEvent> steps = [];
    private readonly List<AnswerEvent> safe = [];
    private ChatAnswer? whole;
    private bool hasEnded;

    public override CanonicalOutput? Output => sink;

    public override string ContentType => shape.Stream ? sink!.Writer.ContentType : shape.ContentType;

    public override Passed Pass(ReadOnlySpan<byte> whole, in Frame message, IBufferWriter<byte> output)
    {
        if (message.Data.IsEmpty && message.Name.IsEmpty)
        {
            return Passed.Nothing;
        }

        steps.Clear();
        if (!reader!.Read(message.Name, message.Data, steps).Try(out _, out var problem))
        {
            Fault = Faults.Unreadable(shape.Model, problem.Message);
            return Passed.Failed;
        }

        return Take(output);
    }

    public override bool Close(IBufferWriter<byte> output)
    {
        if (!hasEnded)
        {
            steps.Clear();
            reader!.End(steps);
            Take(output);
        }

        return hasEnded;
    }

    public override bool Whole(ReadOnlyMemory<byte> body, IBufferWriter<byte> output)
    {
        if (!source!.ReadAnswer(body).Try(out var answer, out var problem))
        {
            var isUnreadable = problem.Code is ProblemCode.CorruptData or ProblemCode.InvalidRequest || problem.DialectCode == JsonBody.UnreadableCode;
            Fault = isUnreadable ? Faults.Unreadable(shape.Model, problem.Message) : Faults.OfProblem(problem, shape.Model);
            return false;
        }

        return Whole(answer, output);
    }

    /// <summary>Writes a whole answer; false where a guardrail refuses it.</summary>
    public bool Whole(ChatAnswer answer, IBufferWriter<byte> output)
    {
        Tally.Take(answer);
        shape.Hears?.Invoke(answer.Usage ?? default, Tally.ServiceTier);
        if (shape.Guard is { LooksAtAnswers: true } policies)
        {
            if (AnswerGuard.Apply(policies, answer) is not { } allowed)
            {
                Fault = Faults.Own(policies.Refusal("the answer"));
                return false;
            }

            whole = answer = allowed;
        }

        foreach (var block in answer.Choices.SelectMany(c => c.Blocks).OfType<TextBlock>())
        {
            shape.Capture?.Add(block.Text);
        }

        shape.Dialect.WriteAnswer(answer, shape.Head, output);
        return true;
    }

    public override bool IsDue => guard is { IsDue: true };

    public override async ValueTask<bool> JudgeAsync(bool isLast, IBufferWriter<byte> output, CancellationToken cancellationToken)
    {
        safe.Clear();
        if (guard is not null ? !await guard.JudgeAsync(isLast, safe, cancellationToken) : whole is not null && !await AnswerGuard.JudgeAsync(shape.Guard!, whole, cancellationToken))
        {
            return false;
        }

        Emit(output);
        return true;
    }

    /// <summary>Passes steps on that a model of this process made.</summary>
    public Passed Take(AnswerEvent step, IBufferWriter<byte> output)
    {
        steps.Clear();
        steps.Add(step);
        return Take(output);
    }

    public override void WriteEnd(IBufferWriter<byte> output) => sink!.Writer.End(output);

    public override void WriteFailure(Problem problem, string requestId, IBufferWriter<byte> output) => sink!.Fail(problem, requestId, output);

    public override void WriteCut(StopReason reason, IBufferWriter<byte> output) => sink!.Cut(reason, Tally.Counted, output);

    private Passed Take(IBufferWriter<byte> output)
    {
        var passed = Passed.Nothing;
        foreach (var step in steps)
        {
            Tally.Take(step);
            if (step.Usage is { } usage)
            {
                shape.Hears?.Invoke(usage, Tally.ServiceTier);
            }

            if (step.Kind == AnswerEventKind.Failed)
            {
                Fault = Faults.OfProblem(step.Problem ?? new Problem(ProblemCode.UpstreamFailed, ""), shape.Model);
                return Passed.Failed;
            }

            safe.Clear();
            if (guard is null)
            {
                safe.Add(step);
            }
            else
            {
                guard.Take(step, safe);
            }

            passed = Emit(output) || (guard is not null && IsContent(step)) ? Passed.Content : passed; // what is held back is content too
            if (guard is { IsBlocked: true })
            {
                Fault = Faults.Own(shape.Guard!.Refusal("the answer"));
                return Passed.Blocked;
            }

            if (step.Kind == AnswerEventKind.Ended)
            {
                hasEnded = true;
                return Passed.End;
            }
        }

        return passed;
    }

    /// <summary>Writes the steps that may pass; whether there was content among them.</summary>
    private bool Emit(IBufferWriter<byte> output)
    {
        var hasContent = false;
        foreach (var step in safe)
        {
            if (step is { Kind: AnswerEventKind.Delta, Text.Length: > 0 })
            {
                shape.Capture?.Add(step.Text);
            }

            sink!.Write(step, output);
            hasContent |= IsContent(step);
        }

        return hasContent;
    }

    public void Dispose() => guard?.Dispose();

    private static bool IsContent(AnswerEvent step) => step.Kind switch
    {
        AnswerEventKind.Delta => step.Text.Length > 0,
        AnswerEventKind.BlockStarted => step.BlockKind is not (BlockKind.Text or BlockKind.Thinking),
        AnswerEventKind.ChoiceEnded or AnswerEventKind.Citation or AnswerEventKind.Signature => true,
        _ => false,
    };
}
