using System.Buffers;
using Strata.Core.Results;
using Strata.Dialects.Canonical;
using Strata.Dialects.Framing;
using Strata.Dialects.Wire;

namespace Strata.Gateway.Answers;

/// <summary>The byte path: the provider speaks the caller's dialect, its bytes pass as they came and are read in passing.</summary>
internal sealed class WirePassage(IWire wire, CallerShape shape, bool stripsUsage) : Passage, IDisposable
{
    private readonly IWireStream? events = shape.Stream ? wire.OpenStream() : null;
    private readonly PooledBuffer tail = new();

    public override string ContentType => shape.ContentType;

    public override Passed Pass(ReadOnlySpan<byte> whole, in Frame message, IBufferWriter<byte> output)
    {
        if (message.Data.IsEmpty)
        {
            output.Write(whole);
            return Passed.Nothing;
        }

        var scan = events!.Scan(message.Name, message.Data, shape.Capture);
        if (scan.IsBroken)
        {
            Fault = Faults.Unreadable(shape.Model);
            return Passed.Failed;
        }

        Tally.Take(scan);
        if (scan.HasError)
        {
            Fault = Faults.OfEvent(scan.ErrorCode, scan.ErrorMessage, shape.Model);
            return Passed.Failed;
        }

        if (scan.IsEnd || tail.Length > 0 || (shape.EndsByClose && Tally.IsComplete))
        {
            tail.Write(whole); // the end is told when the answer is on the ledger
            return !shape.EndsByClose ? Passed.End : scan.HasContent ? Passed.Content : Passed.Nothing;
        }

        if (stripsUsage && scan.IsUsageOnly)
        {
            return Passed.Nothing; // we asked for it, the caller did not
        }

        output.Write(whole);
        return scan.HasContent ? Passed.Content : Passed.Nothing;
    }

    public override bool Close(IBufferWriter<byte> output) => tail.Length > 0 || (shape.EndIsFormality && Tally.IsComplete);

    public override bool Whole(ReadOnlyMemory<byte> body, IBufferWriter<byte> output)
    {
        var scan = wire.ScanAnswer(body.Span, shape.Capture);
        if (scan.IsBroken || scan.HasError || !scan.HasContent)
        {
            Fault = scan.HasError ? Faults.OfEvent(scan.ErrorCode, scan.ErrorMessage, shape.Model) : Faults.Unreadable(shape.Model);
            return false;
        }

        Tally.Take(scan);
        return true;
    }

    public override void WriteEnd(IBufferWriter<byte> output)
    {
        if (tail.Length > 0)
        {
            output.Write(tail.Span);
        }
        else
        {
            shape.OpenWriter().End(output); // the provider left the formality out
        }
    }

    public override void WriteFailure(Problem problem, string requestId, IBufferWriter<byte> output) => shape.OpenWriter().Fail(problem, requestId, output);

    public override void WriteCut(StopReason reason, IBufferWriter<byte> output)
    {
        var writer = shape.OpenWriter();
        writer.Write(new AnswerEvent(AnswerEventKind.ChoiceEnded) { StopReason = reason, StopWord = "length" }, output);
        writer.Write(new AnswerEvent(AnswerEventKind.Ended), output);
        writer.End(output);
    }

    public void Dispose() => tail.Dispose();
}
