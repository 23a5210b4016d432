using System.Buffers;
using Strata.Core.Generation;
using Strata.Core.Results;
using Strata.Core.Usage;
using Strata.Dialects.Local;
using Strata.Dialects.Tasks;
using Strata.Gateway.Answers;
using Strata.Ledger.Rows;
using Strata.Routing.Health;

namespace Strata.Gateway.Exchanges;

/// <summary>Vectors from a model of this process, in the caller's dialect.</summary>
internal sealed class LocalVectors(AttemptStart start, ITextModel model, EmbeddingRequest request, bool owns) : Exchange(start)
{
    private TokenUsage usage;

    public override Passage Passage { get; } = new CanonicalPassage(null, start.Shape, null);

    public override bool IsSameDialect => true;

    public override async ValueTask<bool> OpenAsync()
    {
        Record.WasAccepted = true;
        try
        {
            if ((await LocalEmbeddings.MakeAsync(model, request, Clock.Token)).Try(out var answer, out var problem))
            {
                usage = answer.Usage ?? default;
                Start.Request.Surface.Embeds!.WriteAnswer(request, answer, Start.Shape.Head, Held);
                return true;
            }

            Fault = Faults.Own(problem);
        }
        catch (OperationCanceledException)
        {
            Fault = Clock.Expired is { } name ? Faults.OfClock(name, Start.Request.Scan.Model) : Faults.Cancelled();
        }
        catch (EngineOverloadedException busy)
        {
            Fault = Faults.Own(new Problem(ProblemCode.Overloaded, $"The model is busy: {busy.Queued} requests wait already. Try again shortly."), FailureClass.ServerTransient);
        }

        return false;
    }

    public override bool Drain(IBufferWriter<byte> output) => false;

    public override ValueTask MoreAsync() => ValueTask.CompletedTask;

    public override void Count() => (Record.Usage, Record.UsageSource) = (usage, UsageSource.Counted);

    public override async ValueTask DisposeAsync()
    {
        await (owns ? model.DisposeAsync() : ValueTask.CompletedTask);
        await base.DisposeAsync();
    }
}
