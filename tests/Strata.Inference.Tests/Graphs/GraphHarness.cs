using Strata.Inference.Graphs;
using Strata.Inference.Kv;
using Strata.Inference.Specs;
using Strata.Models.Gguf;
using Strata.Numerics.Threads;

namespace Strata.Inference.Tests.Graphs;

/// <summary>A graph with one cache, driven by hand.</summary>
internal sealed class GraphHarness : IDisposable
{
    private readonly GgufFile file;
    private readonly WorkerPool pool;

    public GraphHarness(string path, bool exact = true, bool half = false, int threads = 2)
    {
        file = GgufFile.Open(path).Value;
        var spec = ModelSpecReader.Read(file).Value;
        pool = new WorkerPool(threads);
        Graph = new DecoderGraph(spec, WeightReader.Read(file, spec).Value, new GraphOptions(exact, 128, 4), pool);
        Blocks = new KvPool(new KvLayout(spec, half), 64);
    }

    public DecoderGraph Graph { get; }

    public KvPool Blocks { get; }

    public Batch Batch { get; } = new(128);

    /// <summary>Logits after the last token, computed in steps of the given sizes.</summary>
    public float[] Logits(int[] tokens, int step)
    {
        var kv = new KvSequence(Blocks);
        for (var start = 0; start < tokens.Length; start += step)
        {
            Step(kv, tokens.AsSpan(start, Math.Min(step, tokens.Length - start)));
        }

        kv.Truncate(0);
        return Graph.Logits(0).ToArray();
    }

    public void Step(KvSequence kv, ReadOnlySpan<int> tokens)
    {
        Batch.Clear();
        Assert.True(kv.TryReserve(kv.Length + tokens.Length));
        for (var i = 0; i < tokens.Length; i++)
        {
            Batch.Add(tokens[i], kv.Length + i, kv);
        }

        Batch.WantLogits();
        Graph.Forward(Batch);
        kv.Advance(tokens.Length);
    }

    public void Dispose()
    {
        pool.Dispose();
        file.Dispose();
    }
}
