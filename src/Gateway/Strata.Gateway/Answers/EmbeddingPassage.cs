using System.Buffers;
using Strata.Core.Results;
using Strata.Dialects.Canonical;
using Strata.Dialects.Framing;
using Strata.Dialects.Tasks;

namespace Strata.Gateway.Answers;

/// <summary>Vectors from a provider of one dialect to a caller of another.</summary>
internal sealed class EmbeddingPassage(IEmbeddingDialect source, IEmbeddingDialect target, EmbeddingRequest request, CallerShape shape) : Passage
{
    public override string ContentType => "application/json";

    public override bool Whole(ReadOnlyMemory<byte> body, IBufferWriter<byte> output)
    {
        if (!source.ReadAnswer(body).Try(out var answer, out var problem) || !answer.Fits(request).Try(out _, out problem))
        {
            Fault = Faults.Unreadable(shape.Model, problem.Message);
            return false;
        }

        Tally.Tell(answer.Usage);
        target.WriteAnswer(request, answer, shape.Head, output);
        return true;
    }

    public override Passed Pass(ReadOnlySpan<byte> whole, in Frame message, IBufferWriter<byte> output) => throw new NotSupportedException();

    public override bool Close(IBufferWriter<byte> output) => throw new NotSupportedException();

    public override void WriteEnd(IBufferWriter<byte> output) => throw new NotSupportedException();

    public override void WriteFailure(Problem problem, string requestId, IBufferWriter<byte> output) => throw new NotSupportedException();

    public override void WriteCut(StopReason reason, IBufferWriter<byte> output) => throw new NotSupportedException();
}
