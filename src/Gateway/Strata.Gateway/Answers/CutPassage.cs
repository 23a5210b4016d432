using System.Buffers;
using Strata.Core.Results;
using Strata.Dialects.Canonical;
using Strata.Dialects.Framing;

namespace Strata.Gateway.Answers;

/// <summary>A passage that breaks after some pieces of content, as an administrator asked.</summary>
internal sealed class CutPassage(Passage inner, int pieces) : Passage, IDisposable
{
    private int passed;

    public override Tally Tally => inner.Tally;

    public override CanonicalOutput? Output => inner.Output;

    public override string ContentType => inner.ContentType;

    public override Passed Pass(ReadOnlySpan<byte> whole, in Frame message, IBufferWriter<byte> output)
    {
        if (passed >= pieces)
        {
            Fault = Faults.Truncated("the asked model") with { Reason = "injected" };
            return Passed.Failed;
        }

        var what = inner.Pass(whole, message, output);
        Fault = inner.Fault;
        passed += what == Passed.Content ? 1 : 0;
        return what;
    }

    public override bool Close(IBufferWriter<byte> output) => inner.Close(output);

    public override bool Whole(ReadOnlyMemory<byte> body, IBufferWriter<byte> output)
    {
        var isOk = inner.Whole(body, output);
        Fault = inner.Fault;
        return isOk;
    }

    public override void WriteEnd(IBufferWriter<byte> output) => inner.WriteEnd(output);

    public override void WriteFailure(Problem problem, string requestId, IBufferWriter<byte> output) => inner.WriteFailure(problem, requestId, output);

    public override void WriteCut(StopReason reason, IBufferWriter<byte> output) => inner.WriteCut(reason, output);

    public override bool IsDue => inner.IsDue;

    public override ValueTask<bool> JudgeAsync(bool isLast, IBufferWriter<byte> output, CancellationToken cancellationToken) => inner.JudgeAsync(isLast, output, cancellationToken);

    public void Dispose() => (inner as IDisposable)?.Dispose();
}
