using System.Buffers;
using Strata.Core.Results;
using Strata.Dialects.Canonical;
using Strata.Dialects.Framing;

namespace Strata.Gateway.Answers;

/// <summary>
/// How one provider's answer becomes the caller's bytes: as it is (<see cref="WirePassage"/>), or through the canonical form
/// (<see cref="CanonicalPassage"/>). Everything before the first content goes to the held buffer by the exchange; a passage
/// only writes where it is told to. Not thread-safe.
/// </summary>
internal abstract class Passage
{
    public virtual Tally Tally { get; } = new();

    /// <summary>The caller's end of a canonical stream, which another attempt may go on with; null on the byte path.</summary>
    public virtual CanonicalOutput? Output => null;

    /// <summary>What failed, once <see cref="Pass"/> or <see cref="Whole"/> said so.</summary>
    public Fault? Fault { get; protected set; }

    /// <summary>The content type of what the caller gets.</summary>
    public abstract string ContentType { get; }

    /// <summary>Takes one message of a stream, and writes what the caller gets of it.</summary>
    public abstract Passed Pass(ReadOnlySpan<byte> whole, in Frame message, IBufferWriter<byte> output);

    /// <summary>The connection ended: whether the answer was whole, a missing formality aside.</summary>
    public abstract bool Close(IBufferWriter<byte> output);

    /// <summary>Takes a whole answer, and writes what the caller gets; false where it is none, with <see cref="Fault"/>.</summary>
    public abstract bool Whole(ReadOnlyMemory<byte> body, IBufferWriter<byte> output);

    /// <summary>Writes the dialect's own end; the answer is settled.</summary>
    public abstract void WriteEnd(IBufferWriter<byte> output);

    /// <summary>Writes a failure as the stream's last event.</summary>
    public abstract void WriteFailure(Problem problem, string requestId, IBufferWriter<byte> output);

    /// <summary>Ends a stream that is cut off, in the dialect's own way: open blocks closed, the reason a spent length or a filter.</summary>
    public abstract void WriteCut(StopReason reason, IBufferWriter<byte> output);

    /// <summary>Whether what is held back is to be judged now.</summary>
    public virtual bool IsDue => false;

    /// <summary>Has what came so far judged, and writes what may go on; false where a guardrail refuses it. Only where a call's guard judges answers.</summary>
    public virtual ValueTask<bool> JudgeAsync(bool isLast, IBufferWriter<byte> output, CancellationToken cancellationToken) => new(true);
}
