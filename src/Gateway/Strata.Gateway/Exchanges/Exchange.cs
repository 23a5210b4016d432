using Strata.Routing.Clocks;
using System.Buffers;
using System.Diagnostics;
using Strata.Gateway.Answers;
using Strata.Gateway.Calls;
using Strata.Routing.Plans;

namespace Strata.Gateway.Exchanges;

/// <summary>
/// One attempt's conversation with one target.
/// <code>
/// open:   sends, and reads up to the commit point: the first content of a stream, the end of a plain answer. A failure up to
///         here is a value, and nobody has seen anything: what came is held
/// drain:  passes on what is there already
/// more:   waits for more
/// end:    the dialect's own end, after the settlement
/// </code>
/// </summary>
internal abstract class Exchange(AttemptStart start) : IAsyncDisposable
{
    protected AttemptStart Start => start;

    public AttemptRecord Record => start.Record;

    public AttemptClock Clock => start.Clock;

    public Candidate Candidate => start.Candidate;

    /// <summary>The activity of a model of this process; null elsewhere.</summary>
    public Activity? Span { get; set; }

    /// <summary>Whether its end was written down.</summary>
    public bool IsFinished { get; set; }

    /// <summary>Whether the target speaks the caller's dialect, so that its own words can pass.</summary>
    public virtual bool IsSameDialect => false;

    /// <summary>What came before the commit point; a translated plain answer whole.</summary>
    public PooledBuffer Held { get; } = new();

    /// <summary>Why it failed; null while it did not.</summary>
    public Fault? Fault { get; protected set; }

    /// <summary>Whether a guardrail ended the answer after its beginning was sent.</summary>
    public bool IsBlocked { get; protected set; }

    public abstract Passage Passage { get; }

    /// <summary>Notes that a guardrail refused what came after all of it was judged.</summary>
    public void Block() => IsBlocked = true;

    /// <summary>The content type of what the caller gets.</summary>
    public virtual string ContentType => Passage.ContentType;

    /// <summary>The body of a plain answer, valid until disposal.</summary>
    public virtual ReadOnlyMemory<byte> Body => Held.Memory;

    /// <summary>Sends and reads up to the commit point; false with <see cref="Fault"/>.</summary>
    public abstract ValueTask<bool> OpenAsync();

    /// <summary>Passes on everything that is there; false when the stream is over, with <see cref="Fault"/> where it broke.</summary>
    public abstract bool Drain(IBufferWriter<byte> output);

    /// <summary>Waits until there is more to drain, or the connection ended.</summary>
    public abstract ValueTask MoreAsync();

    /// <summary>Lets the provider's connection come to its own end behind the answer's, so that it can be used again.</summary>
    public virtual ValueTask RestAsync() => ValueTask.CompletedTask;

    /// <summary>Writes the counts into the record, estimated where the target told none.</summary>
    public abstract void Count();

    /// <summary>Disposes, and lets the connection end by itself where that needs a moment.</summary>
    public ValueTask RetireAsync()
    {
        var rest = RestAsync();
        if (rest.IsCompletedSuccessfully)
        {
            return DisposeAsync();
        }

        _ = RetireAsync(rest);
        return ValueTask.CompletedTask;
    }

    public virtual ValueTask DisposeAsync()
    {
        Span?.Dispose();
        Held.Dispose();
        Clock.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task RetireAsync(ValueTask rest)
    {
        try
        {
            await rest;
        }
        finally
        {
            await DisposeAsync();
        }
    }
}
