using Strata.Inference.Kv;
using Strata.Inference.Specs;
using Strata.Numerics.Attention;
using Strata.Numerics.Threads;
using Strata.Numerics.Vectors;

namespace Strata.Inference.Graphs;

/// <summary>
/// Causal attention of a batch over the caches of its sequences. A unit of work is one token and one or more query heads; units are independent,
/// and each sums over positions in order, so the result has the same bits in any company. The batch's own keys and values
/// are in the cache before this runs.
/// </summary>
internal sealed class AttentionStep
{
    [ThreadStatic]
    private static float[]? scratch;

    private readonly ModelSpec spec;
    private readonly WorkerPool pool;
    private readonly Action<int> work;
    private readonly float scale;
    private Batch? batch;
    private Arena? arena;
    private int layer;
    private int unitsPerToken;

    public AttentionStep(ModelSpec spec, WorkerPool pool)
    {
        this.spec = spec;
        this.pool = pool;
        work = Unit;
        scale = (float)(1 / Math.Sqrt(spec.KeyLength));
    }

    public void Run(Batch batch, Arena arena, int layer)
    {
        (this.batch, this.arena, this.layer) = (batch, arena, layer);

        // Heads that share keys go together unless that leaves threads without work.
        unitsPerToken = batch.Count * spec.KvHeads >= 4 * pool.Threads ? spec.KvHeads : spec.Heads;
        pool.ForEach(work, batch.Count * unitsPerToken);
    }

    private void Unit(int unit)
    {
        var (token, part) = (unit / unitsPerToken, unit % unitsPerToken);
        var heads = spec.Heads / unitsPerToken;
        for (var head = part * heads; head < (part + 1) * heads; head++)
        {
            Head(token, head);
        }
    }

    private void Head(int token, int head)
    {
        var positions = batch!.Positions[token] + 1;
        var cache = batch.Caches[token];
        var query = arena!.Queries.AsSpan((token * spec.QueryWidth) + (head * spec.KeyLength), spec.KeyLength);
        var output = arena.Attended.AsSpan((token * spec.AttentionWidth) + (head * spec.ValueLength), spec.ValueLength);
        var scores = Scratch(positions);
        var kvHead = head / spec.HeadsPerKv;
        for (var start = 0; start < positions; start += KvLayout.BlockTokens)
        {
            Scores(cache, start, kvHead, query, scores.Slice(start, Math.Min(KvLayout.BlockTokens, positions - start)));
        }

        Softmax.Apply(scores);
        output.Clear();
        for (var start = 0; start < positions; start += KvLayout.BlockTokens)
        {
            Mix(cache, start, kvHead, scores.Slice(start, Math.Min(KvLayout.BlockTokens, positions - start)), output);
        }
    }

    private void Scores(KvSequence cache, int start, int kvHead, ReadOnlySpan<float> query, Span<float> scores)
    {
        var block = cache.Block(start / KvLayout.BlockTokens);
        var (offset, length) = (cache.Layout.Keys(layer, kvHead), scores.Length * spec.KeyLength);
        if (cache.Layout.Half)
        {
            AttentionKernels.Scores(query, block.Half.AsSpan(offset, length), spec.KeyLength, scale, scores);
        }
        else
        {
            AttentionKernels.Scores(query, block.Single.AsSpan(offset, length), spec.KeyLength, scale, scores);
        }
    }

    private void Mix(KvSequence cache, int start, int kvHead, ReadOnlySpan<float> weights, Span<float> output)
    {
        var block = cache.Block(start / KvLayout.BlockTokens);
        var (offset, length) = (cache.Layout.Values(layer, kvHead), weights.Length * spec.ValueLength);
        if (cache.Layout.Half)
        {
            AttentionKernels.Mix(weights, block.Half.AsSpan(offset, length), spec.ValueLength, output);
        }
        else
        {
            AttentionKernels.Mix(weights, block.Single.AsSpan(offset, length), spec.ValueLength, output);
        }
    }

    /// <summary>Grows by doubling, so a growing context allocates rarely.</summary>
    private static Span<float> Scratch(int length)
    {
        if (scratch is null || scratch.Length < length)
        {
            scratch = new float[Math.Max(1024, (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)length))];
        }

        return scratch.AsSpan(0, length);
    }
}
