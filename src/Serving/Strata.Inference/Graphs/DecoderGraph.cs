using Strata.Inference.Kv;
using Strata.Inference.Specs;
using Strata.Numerics.Halves;
using Strata.Numerics.Matrices;
using Strata.Numerics.Threads;
using Strata.Numerics.Vectors;

namespace Strata.Inference.Graphs;

/// <summary>
/// The forward pass of a decoder, one step for a whole batch:
/// <code>
/// x = embedding[token]
/// per layer:  n = norm(x);  q, k, v = n·Wq, n·Wk, n·Wv (+ bias, head norms);  turn q, k;  cache k, v
///             x += attention(q, cache)·Wo
///             n = norm(x);  x += (silu(n·Wgate) * n·Wup)·Wdown
/// logits = norm(x)·Wout, for the tokens that ask
/// </code>
/// Every kernel gives a token the same bits in any batch and on any number of threads. No allocation per step.
/// One thread drives a graph.
/// </summary>
internal sealed class DecoderGraph
{
    private readonly ModelSpec spec;
    private readonly ModelWeights weights;
    private readonly MatMulMode mode;
    private readonly WorkerPool pool;
    private readonly RopeTable rope;
    private readonly AttentionStep attention;
    private readonly Arena arena;

    public DecoderGraph(ModelSpec spec, ModelWeights weights, GraphOptions options, WorkerPool pool)
    {
        this.spec = spec;
        this.weights = weights;
        this.pool = pool;
        mode = options.Exact ? MatMulMode.Exact : MatMulMode.Ordinary;
        rope = new RopeTable(spec.Rope);
        attention = new AttentionStep(spec, pool);
        arena = new Arena(spec, options.TokensMax, options.OutputsMax);
    }

    public ModelSpec Spec => spec;

    /// <summary>Computes a batch: its keys and values go to the caches, whose lengths are left to the caller.</summary>
    public void Forward(Batch batch)
    {
        var count = batch.Count;
        for (var i = 0; i < count; i++)
        {
            weights.Embedding.ReadRow(batch.Tokens[i], arena.Stream.AsSpan(i * spec.Width, spec.Width));
            rope.Fill(batch.Positions[i], arena.Cosines.AsSpan(i * rope.Pairs, rope.Pairs), arena.Sines.AsSpan(i * rope.Pairs, rope.Pairs));
        }

        for (var layer = 0; layer < spec.Layers; layer++)
        {
            Attend(batch, layer);
            FeedForward(weights.Layers[layer], count);
        }

        Finish(batch);
    }

    /// <summary>Logits by their place in the batch; valid until the next step.</summary>
    public ReadOnlySpan<float> Logits(int index) => arena.Logits.AsSpan(index * spec.Vocabulary, spec.Vocabulary);

    /// <summary>A hidden state after the last norm, by its place in the batch; valid until the next step.</summary>
    public ReadOnlySpan<float> Hidden(Batch batch, int index) => arena.Finals.AsSpan((batch.LogitCount + index) * spec.Width, spec.Width);

    private void Attend(Batch batch, int layer)
    {
        var (at, count) = (weights.Layers[layer], batch.Count);
        Normalize(arena.Stream, at.AttentionNorm, count, arena.Normed);
        Project(at.Query, at.QueryBias, arena.Normed, count, arena.Queries);
        Project(at.Key, at.KeyBias, arena.Normed, count, arena.Keys);
        Project(at.Value, at.ValueBias, arena.Normed, count, arena.Values);
        for (var i = 0; i < count; i++)
        {
            Place(arena.Queries.AsSpan(i * spec.QueryWidth, spec.QueryWidth), at.QueryNorm, i);
            Place(arena.Keys.AsSpan(i * spec.KeyWidth, spec.KeyWidth), at.KeyNorm, i);
            Store(batch.Caches[i], batch.Positions[i], layer, i);
        }

        attention.Run(batch, arena, layer);
        Project(at.Output, at.OutputBias, arena.Attended, count, arena.Delta);
        Arithmetic.Add(arena.Stream.AsSpan(0, count * spec.Width), arena.Delta.AsSpan(0, count * spec.Width));
    }

    private void FeedForward(LayerWeights at, int count)
    {
        Normalize(arena.Stream, at.FeedForwardNorm, count, arena.Normed);
        Project(at.Gate, at.GateBias, arena.Normed, count, arena.Gates);
        Project(at.Up, at.UpBias, arena.Normed, count, arena.Ups);
        var size = count * spec.FeedForwardWidth;
        Activation.SiluGate(arena.Gates.AsSpan(0, size), arena.Ups.AsSpan(0, size));
        Project(at.Down, at.DownBias, arena.Gates, count, arena.Delta);
        Arithmetic.Add(arena.Stream.AsSpan(0, count * spec.Width), arena.Delta.AsSpan(0, count * spec.Width));
    }

    private void Finish(Batch batch)
    {
        var place = 0;
        foreach (var row in batch.LogitRows)
        {
            Final(row, place++);
        }

        foreach (var row in batch.HiddenRows)
        {
            Final(row, place++);
        }

        if (batch.LogitCount > 0)
        {
            Project(weights.Output, null, arena.Finals, batch.LogitCount, arena.Logits);
        }
    }

    private void Final(int row, int place) => RmsNorm.Apply(
        arena.Stream.AsSpan(row * spec.Width, spec.Width), weights.OutputNorm, spec.RmsEpsilon, arena.Finals.AsSpan(place * spec.Width, spec.Width));

    private void Normalize(float[] source, float[] weight, int count, float[] target)
    {
        for (var i = 0; i < count; i++)
        {
            RmsNorm.Apply(source.AsSpan(i * spec.Width, spec.Width), weight, spec.RmsEpsilon, target.AsSpan(i * spec.Width, spec.Width));
        }
    }

    private void Project(in WeightMatrix matrix, float[]? bias, float[] source, int count, float[] target)
    {
        MatMul.Run(matrix, source.AsSpan(0, count * matrix.Columns), count, target.AsSpan(0, count * matrix.Rows), mode, pool);
        for (var i = 0; bias is not null && i < count; i++)
        {
            Arithmetic.Add(target.AsSpan(i * matrix.Rows, matrix.Rows), bias);
        }
    }

    /// <summary>Norm of each head, where the family has one, and the turn that tells its position.</summary>
    private void Place(Span<float> heads, float[]? norm, int token)
    {
        for (var start = 0; norm is not null && start < heads.Length; start += spec.KeyLength)
        {
            var head = heads.Slice(start, spec.KeyLength);
            RmsNorm.Apply(head, norm, spec.RmsEpsilon, head);
        }

        Rope.Rotate(
            heads, spec.KeyLength, arena.Cosines.AsSpan(token * rope.Pairs, rope.Pairs), arena.Sines.AsSpan(token * rope.Pairs, rope.Pairs), rope.Style);
    }

    private void Store(KvSequence cache, int position, int layer, int token)
    {
        var block = cache.Block(position / KvLayout.BlockTokens);
        var row = position % KvLayout.BlockTokens;
        for (var head = 0; head < spec.KvHeads; head++)
        {
            var key = arena.Keys.AsSpan((token * spec.KeyWidth) + (head * spec.KeyLength), spec.KeyLength);
            var value = arena.Values.AsSpan((token * spec.ValueWidth) + (head * spec.ValueLength), spec.ValueLength);
            Write(block, cache.Layout.Keys(layer, head) + (row * spec.KeyLength), key);
            Write(block, cache.Layout.Values(layer, head) + (row * spec.ValueLength), value);
        }
    }

    private static void Write(KvBlock block, int offset, ReadOnlySpan<float> values)
    {
        if (block.Half.Length > 0)
        {
            HalfConvert.ToHalf(values, block.Half.AsSpan(offset, values.Length));
        }
        else
        {
            values.CopyTo(block.Single.AsSpan(offset));
        }
    }
}
