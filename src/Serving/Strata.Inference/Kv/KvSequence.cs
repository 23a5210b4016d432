namespace Strata.Inference.Kv;

/// <summary>The cache of one sequence: its blocks in order, and how many tokens are computed.</summary>
internal sealed class KvSequence(KvPool pool)
{
    private readonly List<KvBlock> blocks = [];

    /// <summary>Tokens whose keys and values are in the cache.</summary>
    public int Length { get; private set; }

    public KvLayout Layout => pool.Layout;

    public KvBlock Block(int index) => blocks[index];

    public int BlockCount => blocks.Count;

    /// <summary>Makes room up to <paramref name="tokens"/>; false when the pool is exhausted (what was gained is kept).</summary>
    public bool TryReserve(int tokens)
    {
        while (blocks.Count < KvLayout.BlocksFor(tokens))
        {
            if (pool.TryRent() is not { } block)
            {
                return false;
            }

            blocks.Add(block);
        }

        return true;
    }

    /// <summary>Counts tokens that a step has written.</summary>
    public void Advance(int tokens) => Length += tokens;

    /// <summary>Forgets what follows the first <paramref name="tokens"/>, and gives back whole blocks.</summary>
    public void Truncate(int tokens)
    {
        Length = Math.Min(Length, tokens);
        for (var keep = KvLayout.BlocksFor(Length); blocks.Count > keep;)
        {
            pool.Return(blocks[^1]);
            blocks.RemoveAt(blocks.Count - 1);
        }
    }
}
