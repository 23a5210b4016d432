using Strata.Inference.Kv;

namespace Strata.Inference.Graphs;

/// <summary>
/// The tokens of one step, of any number of sequences, and which of them give something back. A sequence's tokens stand in
/// order of position and its cache already has room for them. Filled anew for each step; nothing is allocated.
/// </summary>
internal sealed class Batch(int tokensMax)
{
    private readonly int[] tokens = new int[tokensMax];
    private readonly int[] positions = new int[tokensMax];
    private readonly KvSequence[] caches = new KvSequence[tokensMax];
    private readonly int[] logitRows = new int[tokensMax];
    private readonly int[] hiddenRows = new int[tokensMax];

    public int TokensMax => tokensMax;

    public int Count { get; private set; }

    public ReadOnlySpan<int> Tokens => tokens.AsSpan(0, Count);

    public ReadOnlySpan<int> Positions => positions.AsSpan(0, Count);

    public ReadOnlySpan<KvSequence> Caches => caches.AsSpan(0, Count);

    /// <summary>Tokens whose logits are wanted.</summary>
    public ReadOnlySpan<int> LogitRows => logitRows.AsSpan(0, LogitCount);

    /// <summary>Tokens whose last hidden state is wanted.</summary>
    public ReadOnlySpan<int> HiddenRows => hiddenRows.AsSpan(0, HiddenCount);

    public int LogitCount { get; private set; }

    public int HiddenCount { get; private set; }

    public void Add(int token, int position, KvSequence cache)
    {
        tokens[Count] = token;
        positions[Count] = position;
        caches[Count] = cache;
        Count++;
    }

    /// <summary>Asks for the logits of the token added last.</summary>
    /// <returns>Their place among the logits.</returns>
    public int WantLogits()
    {
        logitRows[LogitCount] = Count - 1;
        return LogitCount++;
    }

    /// <summary>Asks for the hidden state of the token added last.</summary>
    /// <returns>Its place among the hidden states.</returns>
    public int WantHidden()
    {
        hiddenRows[HiddenCount] = Count - 1;
        return HiddenCount++;
    }

    public void Clear()
    {
        Array.Clear(caches, 0, Count);
        (Count, LogitCount, HiddenCount) = (0, 0, 0);
    }
}
