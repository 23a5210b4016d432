using System.Runtime.InteropServices;
using Strata.Models.Gguf;

namespace Strata.Checks;

/// <summary>A decoder with random weights and the 256 bytes as vocabulary, written as a GGUF file that other engines read too.</summary>
/// <param name="architecture">The family.</param>
/// <param name="halves">Whether matrices hold values of half precision.</param>
internal sealed class RandomModel(string architecture, bool halves)
{
    private const int Layers = 3;
    private const int Width = 256;
    private const int Heads = 8;
    private const int KvHeads = 2;
    private const int FeedForward = 512;
    private const int Head = Width / Heads;

    private Random random = new(42);
    private bool widened;
    private readonly List<GgufTensorData> tensors = [];

    public const int Vocabulary = 258;

    public bool Untied { get; init; }

    public bool Biases { get; init; }

    public bool HeadNorms { get; init; }

    public float[]? RopeDivisors { get; init; }

    public Dictionary<string, GgufValue> Extra { get; init; } = [];

    /// <summary>Writes the file. Halves may be stored as such, or widened to f32 without changing a value.</summary>
    public void Write(string path, bool widened)
    {
        random = new Random(42);
        tensors.Clear();
        this.widened = widened;
        Matrix("token_embd.weight", Vocabulary, Width, 1);
        Vector("output_norm.weight", Width, 1);
        if (Untied)
        {
            Matrix("output.weight", Vocabulary, Width);
        }

        if (RopeDivisors is { } divisors)
        {
            tensors.Add(GgufTensorData.Of("rope_freqs.weight", [divisors.Length], divisors));
        }

        for (var layer = 0; layer < Layers; layer++)
        {
            AddLayer($"blk.{layer}.");
        }

        GgufWriter.Write(path, [.. Metadata()], tensors);
    }

    private void AddLayer(string at)
    {
        Vector(at + "attn_norm.weight", Width, 1);
        Matrix(at + "attn_q.weight", Width, Width, 2f);
        Matrix(at + "attn_k.weight", KvHeads * Head, Width, 2f);
        Matrix(at + "attn_v.weight", KvHeads * Head, Width);
        Matrix(at + "attn_output.weight", Width, Width);
        Vector(at + "ffn_norm.weight", Width, 1);
        Matrix(at + "ffn_gate.weight", FeedForward, Width);
        Matrix(at + "ffn_up.weight", FeedForward, Width);
        Matrix(at + "ffn_down.weight", Width, FeedForward);
        if (Biases)
        {
            Vector(at + "attn_q.bias", Width, 0);
            Vector(at + "attn_k.bias", KvHeads * Head, 0);
            Vector(at + "attn_v.bias", KvHeads * Head, 0);
        }

        if (HeadNorms)
        {
            Vector(at + "attn_q_norm.weight", Head, 1);
            Vector(at + "attn_k_norm.weight", Head, 1);
        }
    }

    private void Matrix(string name, int rows, int columns, float scale = 1)
    {
        var values = Values(rows * columns, scale / MathF.Sqrt(columns), 0);
        var rounded = Array.ConvertAll(values, value => (Half)value);
        if (!halves || widened)
        {
            tensors.Add(GgufTensorData.Of(name, [columns, rows], halves ? Array.ConvertAll(rounded, value => (float)value) : values));
            return;
        }

        tensors.Add(new GgufTensorData(name, GgufTensorType.F16, [columns, rows], MemoryMarshal.AsBytes(rounded.AsSpan()).ToArray()));
    }

    private void Vector(string name, int length, float mean) => tensors.Add(GgufTensorData.Of(name, [length], Values(length, 0.2f, mean)));

    private float[] Values(int count, float scale, float mean)
    {
        var values = new float[count];
        foreach (ref var value in values.AsSpan())
        {
            value = mean + (scale * (float)((random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5) * 2));
        }

        return values;
    }

    private Dictionary<string, GgufValue> Metadata()
    {
        var p = architecture + ".";
        string[] tokens = [.. Enumerable.Range(0, 256).Select(ByteText), "<|start|>", "<|end|>"];
        var keys = new Dictionary<string, GgufValue>
        {
            ["general.architecture"] = GgufValue.Of(architecture),
            ["general.name"] = GgufValue.Of("random"),
            [p + "block_count"] = GgufValue.Of((uint)Layers),
            [p + "context_length"] = GgufValue.Of(1024u),
            [p + "embedding_length"] = GgufValue.Of((uint)Width),
            [p + "feed_forward_length"] = GgufValue.Of((uint)FeedForward),
            [p + "attention.head_count"] = GgufValue.Of((uint)Heads),
            [p + "attention.head_count_kv"] = GgufValue.Of((uint)KvHeads),
            [p + "attention.layer_norm_rms_epsilon"] = GgufValue.Of(1e-5f),
            [p + "rope.freq_base"] = GgufValue.Of(10_000f),
            [p + "rope.dimension_count"] = GgufValue.Of((uint)Head),
            [p + "vocab_size"] = GgufValue.Of((uint)Vocabulary),
            ["tokenizer.ggml.model"] = GgufValue.Of("gpt2"),
            ["tokenizer.ggml.pre"] = GgufValue.Of("gpt-2"),
            ["tokenizer.ggml.tokens"] = GgufValue.Of(tokens),
            ["tokenizer.ggml.token_type"] = GgufValue.Of([.. tokens.Select(text => text.Length > 1 ? 3 : 1)]),
            ["tokenizer.ggml.merges"] = GgufValue.Of(["a b"]),
            ["tokenizer.ggml.bos_token_id"] = GgufValue.Of(256u),
            ["tokenizer.ggml.eos_token_id"] = GgufValue.Of(257u),
        };
        foreach (var (key, value) in Extra)
        {
            keys[p + key] = value;
        }

        return keys;
    }

    private static string ByteText(int value)
    {
        static bool Plain(int b) => b is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or (>= 0xAE and <= 0xFF);
        return ((char)(Plain(value) ? value : 256 + Enumerable.Range(0, value).Count(b => !Plain(b)))).ToString();
    }
}
