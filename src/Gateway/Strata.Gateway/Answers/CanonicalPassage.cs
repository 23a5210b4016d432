using System.Buffers;
using Strata.Core.Results;
using Strata.Dialects.Canonical;
using Strata.Dialects.Framing;
using Strata.Dialects;

namespace Strata.Gateway.Answers;

/// <summary>Through the canonical form: the provider's stream is read into steps, the steps are written in the caller's dialect.</summary>
internal sealed class CanonicalPassage(IDialect? source, CallerShape shape, CanonicalOutput? sink) : Passage
{
    private readonly IStreamReader? reader = shape.Stream ? source?.OpenReader() : null;
    private readonly List<AnswerEvent> steps = [];
    private bool hasEnded;

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
            Fault = problem.Code is ProblemCode.CorruptData or ProblemCode.InvalidRequest ? Faults.Unreadable(shape.Model, problem.Message) : Faults.OfProblem(problem, shape.Model);
            return false;
        }

        Whole(answer, output);
        return true;
    }

    /// <summary>Writes a whole answer.</summary>
    public void Whole(ChatAnswer answer, IBufferWriter<byte> output)
    {
        Tally.Take(answer);
        foreach (var block in answer.Choices.SelectMany(c => c.Blocks).OfType<TextBlock>())
        {
            shape.Capture?.Add(block.Text);
        }

        shape.Dialect.WriteAnswer(answer, shape.Head, output);
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

    public override void WriteCut(IBufferWriter<byte> output) => sink!.Cut(output, Tally.Usage);

    private Passed Take(IBufferWriter<byte> output)
    {
        var passed = Passed.Nothing;
        foreach (var step in steps)
        {
            Tally.Take(step);
            if (step.Kind == AnswerEventKind.Failed)
            {
                Fault = Faults.OfProblem(step.Problem ?? new Problem(ProblemCode.UpstreamFailed, ""), shape.Model);
                return Passed.Failed;
            }

            if (step is { Kind: AnswerEventKind.Delta, Text.Length: > 0 })
            {
                shape.Capture?.Add(step.Text);
            }

            sink!.Write(step, output);
            if (step.Kind == AnswerEventKind.Ended)
            {
                hasEnded = true;
                return Passed.End;
            }

            passed = IsContent(step) ? Passed.Content : passed;
        }

        return passed;
    }

    private static bool IsContent(AnswerEvent step) => step.Kind switch
    {
        AnswerEventKind.Delta => step.Text.Length > 0,
        AnswerEventKind.BlockStarted => step.BlockKind is not (BlockKind.Text or BlockKind.Thinking),
        AnswerEventKind.ChoiceEnded or AnswerEventKind.Citation or AnswerEventKind.Signature => true,
        _ => false,
    };
}
