using System.Buffers;

namespace Strata.Collector.Bodies;

/// <summary>A request's body in one pooled piece, counted as in flight until it is disposed.</summary>
internal sealed class ReceivedBody(InFlight inFlight) : IDisposable
{
    private byte[] buffer = [];

    public int Length { get; set; }

    public ReadOnlyMemory<byte> Memory => buffer.AsMemory(0, Length);

    /// <summary>What is free behind the bytes; grows to the bound. Empty where the bound is met, null where too much is in flight.</summary>
    public Memory<byte>? Free(int bytesMax, long inFlightMax)
    {
        if (Length == buffer.Length)
        {
            // One byte beyond the bound tells a body that is too large from one that fits exactly.
            var size = (int)Math.Min(bytesMax + 1L, Math.Max(16 * 1024, 4L * buffer.Length));
            if (size <= buffer.Length)
            {
                return Memory<byte>.Empty;
            }

            if (!inFlight.TryTake(size - buffer.Length, inFlightMax))
            {
                return null;
            }

            var larger = ArrayPool<byte>.Shared.Rent(size);
            buffer.AsSpan(0, Length).CopyTo(larger);
            Release(count: false);
            inFlight.TryTake(larger.Length - size, long.MaxValue);
            buffer = larger;
        }

        return buffer.AsMemory(Length);
    }

    public void Dispose()
    {
        Release(count: true);
        (buffer, Length) = ([], 0);
    }

    private void Release(bool count)
    {
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            inFlight.Give(count ? buffer.Length : 0);
        }
    }
}
