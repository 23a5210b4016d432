using System.Buffers;

namespace Strata.Gateway.Upstreams;

/// <summary>Bytes that grow in a rented array, given back on disposal.</summary>
internal sealed class RentedBytes(int capacity) : IDisposable
{
    private byte[] array = ArrayPool<byte>.Shared.Rent(capacity);

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Span => array.AsSpan(0, Length);

    public ReadOnlyMemory<byte> Memory => array.AsMemory(0, Length);

    public Memory<byte> Room()
    {
        if (Length == array.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(array.Length * 2);
            Span.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(array);
            array = larger;
        }

        return array.AsMemory(Length);
    }

    public void Advance(int count) => Length += count;

    public void Dispose()
    {
        if (array.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(array);
            array = [];
            Length = 0;
        }
    }
}
