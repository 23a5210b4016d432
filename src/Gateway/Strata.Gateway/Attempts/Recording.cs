using System.Buffers;
using Strata.Caching;
using Strata.Caching.Flights;
using Strata.Caching.Semantic;

namespace Strata.Gateway.Attempts;

/// <summary>What goes to the caller, piece by piece with its times, as the cache will give it again. Past the policy's bound nothing is kept.</summary>
internal sealed class Recording(CacheKey key, CachePolicy policy, string partition, TimeProvider time) : IBufferWriter<byte>, IDisposable
{
    private readonly ArrayBufferWriter<byte> body = new(1_024);
    private readonly List<CachedPart> parts = [];
    private IBufferWriter<byte>? target;
    private Memory<byte> last;
    private long startedAt;
    private int marked;
    private bool isTooLarge;

    public CacheKey Key => key;

    public CachePolicy Policy => policy;

    public string Partition => partition;

    public SemanticQuestion? Question { get; init; }

    /// <summary>The flight that identical requests wait for; null where this one flies alone.</summary>
    public Flight? Flight { get; init; }

    /// <summary>Whether all of the answer is there.</summary>
    public bool IsWhole => !isTooLarge && body.WrittenCount > 0;

    public ReadOnlyMemory<byte> Body => body.WrittenMemory;

    public IReadOnlyList<CachedPart> Parts => parts;

    public IBufferWriter<byte> Over(IBufferWriter<byte> writer)
    {
        target = writer;
        return this;
    }

    public void Advance(int count)
    {
        Keep(last.Span[..count]);
        target!.Advance(count);
    }

    public Memory<byte> GetMemory(int sizeHint = 0) => last = target!.GetMemory(sizeHint);

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

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

    public void Dispose() => Flight?.Dispose();
}
