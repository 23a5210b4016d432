using System.Buffers;

namespace Strata.Guard.Tokens;

/// <summary>A writer over a pooled array, so that a clean text of any length costs no allocation of its length.</summary>
internal sealed class PooledText(int capacity) : IBufferWriter<char>, IDisposable
{
    private char[] buffer = ArrayPool<char>.Shared.Rent(Math.Max(16, capacity));
    private int length;

    public ReadOnlySpan<char> Written => buffer.AsSpan(0, length);

    public void Advance(int count) => length += count;

    public Memory<char> GetMemory(int sizeHint = 0)
    {
        Grow(sizeHint);
        return buffer.AsMemory(length);
    }

    public Span<char> GetSpan(int sizeHint = 0)
    {
        Grow(sizeHint);
        return buffer.AsSpan(length);
    }

    public void Dispose() => ArrayPool<char>.Shared.Return(buffer, clearArray: true);

    private void Grow(int sizeHint)
    {
        if (buffer.Length - length >= Math.Max(1, sizeHint))
        {
            return;
        }

        var larger = ArrayPool<char>.Shared.Rent(Math.Max(buffer.Length * 2, length + sizeHint));
        Written.CopyTo(larger);
        ArrayPool<char>.Shared.Return(buffer, clearArray: true);
        buffer = larger;
    }
}
