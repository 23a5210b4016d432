using Strata.Inference.Loading;
using Strata.Inference.Graphs;
using Strata.Inference.Kv;
using Strata.Inference.Specs;
using Strata.Models.Gguf;
using Strata.Tokenizers;
using Strata.Tokenizers.Loading;
using Strata.Numerics.Threads;

namespace Strata.Checks;

/// <summary>A model's graph driven by hand: one sequence, in chunks, logits where wanted.</summary>
internal sealed class GraphRunner : IDisposable
{
    private const int Chunk = 128;

    private readonly GgufFile file;
    private readonly WorkerPool pool;
    private readonly DecoderGraph graph;
    private readonly Batch batch = new(Chunk);
    private readonly KvSequence kv;

    public GraphRunner(string path, bool exact, int threads, bool half = false)
    {
        file = GgufFile.Open(path).Value;
        Spec = ModelSpecReader.Read(file).Value;
        pool = new WorkerPool(threads);
        graph = new DecoderGraph(Spec, WeightReader.Read(file, Spec).Value, new GraphOptions(exact, Chunk, Chunk), pool);
        kv = new KvSequence(new KvPool(new KvLayout(Spec, half), 4096));
    }

    public ModelSpec Spec { get; }

    public Tokenizer Tokenizer => field ??= GgufTokenizer.Read(file.Metadata).Then(TokenizerFactory.FromMetadata).Value;

    /// <summary>Starts a new sequence.</summary>
    public void Reset() => kv.Truncate(0);

    /// <summary>Computes tokens; <paramref name="each"/> sees the logits after every one, or after the last alone.</summary>
    public void Run(ReadOnlySpan<int> tokens, bool all, Action<int, ReadOnlySpan<float>> each)
    {
        for (var start = 0; start < tokens.Length; start += Chunk)
        {
            var count = Math.Min(Chunk, tokens.Length - start);
            batch.Clear();
            kv.TryReserve(kv.Length + count);
            for (var i = 0; i < count; i++)
            {
                batch.Add(tokens[start + i], kv.Length + i, kv);
                if (all || start + i == tokens.Length - 1)
                {
                    batch.WantLogits();
                }
            }

            graph.Forward(batch);
            kv.Advance(count);
            for (var i = 0; i < batch.LogitCount; i++)
            {
                each(start + batch.LogitRows[i], graph.Logits(i));
            }
        }
    }

    public float[] Last(ReadOnlySpan<int> tokens)
    {
        var last = Array.Empty<float>();
        Run(tokens, all: false, (_, logits) => last = logits.ToArray());
        return last;
    }

    public void Dispose()
    {
        pool.Dispose();
        file.Dispose();
    }
}
