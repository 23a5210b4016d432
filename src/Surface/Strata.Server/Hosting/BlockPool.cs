using System.Buffers;
using System.Runtime.InteropServices;

namespace Strata.Server.Hosting;

/// <summary>
/// What connections read into and write from. The web server's own blocks have 4 kB, and a receive fills no more than one: a body of 400 kB took
/// two hundred calls of the system. A connection that waits holds no block, so large ones cost memory only where something is on the way.
/// </summary>
internal sealed class BlockPool : MemoryPool<byte>
{
    private const int BlockBytes = 32 << 10;
    private const int KeptMax = 128;
    private readonly Block?[] kept = new Block?[KeptMax];
    private readonly Lock gate = new();
    private int count;

    public override int MaxBufferSize => BlockBytes;

    /// <summary>A block, whatever less is asked for; the one given back last comes first, since it is in the processor's cache.</summary>
    public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minBufferSize, BlockBytes);
        lock (gate)
        {
            if (count > 0 && kept[--count] is { } block)
            {
                kept[count] = null;
                return block;
            }
        }

        return new Block(this);
    }

    protected override void Dispose(bool disposing)
    {
        lock (gate)
        {
            Array.Clear(kept);
            count = 0;
        }
    }

    private void Give(Block block)
    {
        lock (gate)
        {
            if (count < KeptMax)
            {
                kept[count++] = block;
            }
        }
    }

    /// <summary>Pinned where it is made, so that nothing is pinned for each receive.</summary>
    private sealed class Block(BlockPool pool) : IMemoryOwner<byte>
    {
        public Memory<byte> Memory { get; } = MemoryMarshal.CreateFromPinnedArray(GC.AllocateUninitializedArray<byte>(BlockBytes, pinned: true), 0, BlockBytes);

        public void Dispose() => pool.Give(this);
    }
}
