namespace Strata.Inference.Kv;

/// <summary>All blocks of an engine: a fixed number at most, allocated when first needed and reused after. One thread uses it.</summary>
internal sealed class KvPool(KvLayout layout, int blocksMax)
{
    private readonly Stack<KvBlock> free = new();
    private int allocated;

    public KvLayout Layout => layout;

    public int BlocksMax => blocksMax;

    public int BlocksInUse => allocated - free.Count;

    /// <summary>A block, or null when all are in use.</summary>
    public KvBlock? TryRent()
    {
        if (free.TryPop(out var block))
        {
            return block;
        }

        if (allocated >= blocksMax)
        {
            return null;
        }

        allocated++;
        return new KvBlock(layout);
    }

    public void Return(KvBlock block) => free.Push(block);
}
