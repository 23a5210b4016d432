using System.Runtime.InteropServices;
using Strata.Models.Gguf;

namespace Strata.Inference.Tests.Models;

/// <summary>
/// A random model as a GGUF file on disk for the time of a test. Its vocabulary is the 256 bytes, a few words and two control tokens;
/// only printable ASCII has embeddings, so what it generates is readable and it never ends by itself.
/// </summary>
internal sealed class TinyModel : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("strata-tiny-").FullName;
    private readonly Random random;

    public TinyModel(TinyShape shape)
    {
        Shape = shape;
        random = new Random(shape.Seed);
        Path = System.IO.Path.Combine(folder, "tiny.gguf");
        Vocabulary = [.. Enumerable.Range(0, 256).Select(value => ByteText((byte)value)), "he", "llo", "<|im_start|>", "<|im_end|>"];
        AddTensors();
        Save();
    }

    public TinyShape Shape { get; }

    public string Path { get; }

    public string[] Vocabulary { get; }

    public Dictionary<string, (int[] Dimensions, float[] Values)> Tensors { get; } = [];

    /// <summary>Ids of the characters, which are the bytes of ASCII.</summary>
    public static int[] Ids(string text) => [.. text.Select(c => (int)c)];

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private void AddTensors()
    {
        var s = Shape;
        var (kv, width) = (s.KvHeads * s.HeadLength, s.Width);
        Add("token_embd.weight", [width, Vocabulary.Length], 1);
        for (var id = 0; id < Vocabulary.Length; id++)
        {
            if (id is < ' ' or > '~')
            {
                Tensors["token_embd.weight"].Values.AsSpan(id * width, width).Clear();
            }
        }

        Add("output_norm.weight", [width], 0.2f, 1);
        if (!s.Tied)
        {
            Add("output.weight", [width, Vocabulary.Length], 0.3f);
        }

        if (s.RopeDivisors is { } divisors)
        {
            Tensors["rope_freqs.weight"] = ([divisors.Length], divisors);
        }

        for (var layer = 0; layer < s.Layers; layer++)
        {
            var at = $"blk.{layer}.";
            Add(at + "attn_norm.weight", [width], 0.2f, 1);
            Add(at + "ffn_norm.weight", [width], 0.2f, 1);
            Add(at + "attn_q.weight", [width, width], 0.4f);
            Add(at + "attn_k.weight", [width, kv], 0.4f);
            Add(at + "attn_v.weight", [width, kv], 0.4f);
            Add(at + "attn_output.weight", [width, width], 0.2f);
            Add(at + "ffn_gate.weight", [width, s.FeedForward], 0.2f);
            Add(at + "ffn_up.weight", [width, s.FeedForward], 0.2f);
            Add(at + "ffn_down.weight", [s.FeedForward, width], 0.2f);
            AddOptional(at, kv);
        }
    }

    private void AddOptional(string at, int kv)
    {
        if (Shape.Biases)
        {
            Add(at + "attn_q.bias", [Shape.Width], 0.3f);
            Add(at + "attn_k.bias", [kv], 0.3f);
            Add(at + "attn_v.bias", [kv], 0.3f);
        }

        if (Shape.HeadNorms)
        {
            Add(at + "attn_q_norm.weight", [Shape.HeadLength], 0.2f, 1);
            Add(at + "attn_k_norm.weight", [Shape.HeadLength], 0.2f, 1);
        }
    }

    private void Add(string name, int[] dimensions, float scale, float mean = 0)
    {
        var values = new float[dimensions.Aggregate(1, (product, extent) => product * extent)];
        foreach (ref var value in values.AsSpan())
        {
            value = mean + (scale * (float)((random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5) * 2));
            value = Shape.Half && dimensions.Length > 1 ? (float)(Half)value : value;
        }

        Tensors[name] = (dimensions, values);
    }

    private void Save()
    {
        var data = Tensors.Select(pair => Shape.Half && pair.Value.Dimensions.Length > 1
            ? new GgufTensorData(pair.Key, GgufTensorType.F16, Long(pair.Value.Dimensions), Halves(pair.Value.Values))
            : GgufTensorData.Of(pair.Key, Long(pair.Value.Dimensions), pair.Value.Values));
        GgufWriter.Write(Path, [.. Metadata()], [.. data]);
    }

    private static long[] Long(int[] dimensions) => Array.ConvertAll(dimensions, extent => (long)extent);

    private static byte[] Halves(float[] values) => MemoryMarshal.AsBytes(Array.ConvertAll(values, value => (Half)value).AsSpan()).ToArray();

    private Dictionary<string, GgufValue> Metadata()
    {
        var (s, p) = (Shape, Shape.Architecture + ".");
        var keys = new Dictionary<string, GgufValue>
        {
            ["general.architecture"] = GgufValue.Of(s.Architecture),
            ["general.name"] = GgufValue.Of("tiny"),
            [p + "block_count"] = GgufValue.Of((uint)s.Layers),
            [p + "context_length"] = GgufValue.Of((uint)s.Context),
            [p + "embedding_length"] = GgufValue.Of((uint)s.Width),
            [p + "feed_forward_length"] = GgufValue.Of((uint)s.FeedForward),
            [p + "attention.head_count"] = GgufValue.Of((uint)s.Heads),
            [p + "attention.head_count_kv"] = GgufValue.Of((uint)s.KvHeads),
            [p + "attention.layer_norm_rms_epsilon"] = GgufValue.Of(1e-5f),
            [p + "rope.freq_base"] = GgufValue.Of(10_000f),
            ["tokenizer.ggml.model"] = GgufValue.Of("gpt2"),
            ["tokenizer.ggml.pre"] = GgufValue.Of("gpt-2"),
            ["tokenizer.ggml.tokens"] = GgufValue.Of(Vocabulary),
            ["tokenizer.ggml.token_type"] = GgufValue.Of([.. Vocabulary.Select(text => text.StartsWith("<|", StringComparison.Ordinal) ? 3 : 1)]),
            ["tokenizer.ggml.merges"] = GgufValue.Of(["h e", "l lo"]),
            ["tokenizer.ggml.eos_token_id"] = GgufValue.Of((uint)Vocabulary.Length - 1),
        };
        if (s.ChatTemplate is { } template)
        {
            keys["tokenizer.chat_template"] = GgufValue.Of(template);
        }

        foreach (var (key, value) in s.Extra)
        {
            keys[key] = value switch { float f => GgufValue.Of(f), string t => GgufValue.Of(t), int i => GgufValue.Of((uint)i), _ => throw new ArgumentException(key) };
        }

        return keys;
    }

    /// <summary>GPT-2's spelling of a byte: printable ones as themselves, the others from U+0100 on.</summary>
    private static string ByteText(byte value)
    {
        static bool Plain(int b) => b is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or (>= 0xAE and <= 0xFF);
        return Plain(value) ? ((char)value).ToString() : ((char)(256 + Enumerable.Range(0, value).Count(b => !Plain(b)))).ToString();
    }
}
