using System.Buffers;
using Strata.Caching.Flights;
using Strata.Caching.Semantic;

namespace Strata.Caching.Recordings;

/// <summary>What goes to the caller, piece by piece with its times, as the cache will give it again. Past the policy's bound nothing is kept.</summary>
public sealed class Recording(CacheKey key, CachePolicy policy, string partition, TimeProvider time) : IBufferWriter<byte>, IDisposable
{
    private readonly ArrayBufferWriter<byte> body = new(1_024);
    private readonly List<CachedPart> parts = [];
    private IBufferWriter<byte>? target;
    private Memory<byte> last;
    private long startedAt;
    private int marked;
    private bool isTooLarge;

    /// <summary>The key of the request.</summary>
    public CacheKey Key => key;

    /// <summary>The policy it is kept under.</summary>
    public CachePolicy Policy => policy;

    /// <summary>Whose cache.</summary>
    public string Partition => partition;

    /// <summary>The question by meaning; null where it takes no part.</summary>
    public SemanticQuestion? Question { get; init; }

    /// <summary>The flight that identical requests wait for; null where this one flies alone.</summary>
    public Flight? Flight { get; init; }

    /// <summary>Whether all of the answer is there.</summary>
    public bool IsWhole => !isTooLarge && body.WrittenCount > 0;

    /// <summary>What went out so far.</summary>
    public ReadOnlyMemory<byte> Body => body.WrittenMemory;

    /// <summary>The pieces marked so far.</summary>
    public IReadOnlyList<CachedPart> Parts => parts;

    /// <summary>A writer that passes everything on to another one, and keeps it.</summary>
    public IBufferWriter<byte> Over(IBufferWriter<byte> writer)
    {
        target = writer;
        return this;
    }

    /// <inheritdoc/>
    public void Advance(int count)
    {
        Keep(last.Span[..count]);
        target!.Advance(count);
    }

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0) => last = target!.GetMemory(sizeHint);

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    /// <summary>Keeps bytes that go out another way.</summary>
    public void Keep(ReadOnlySpan<byte> bytes)
    {
        isTooLarge |= body.WrittenCount + bytes.Length > policy.AnswerBytesMax;
        if (!isTooLarge)
        {
            body.Write(bytes);
        }
    }

    /// <summary>What came since the last mark is one piece.</summary>
    public void Mark()
    {
        var length = body.WrittenCount - marked;
        if (length > 0 && !isTooLarge)
        {
            startedAt = startedAt == 0 ? time.GetTimestamp() : startedAt;
            parts.Add(new CachedPart((int)Math.Min(time.GetElapsedTime(startedAt).TotalMilliseconds, int.MaxValue), length));
            marked = body.WrittenCount;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Flight?.Dispose();
}
