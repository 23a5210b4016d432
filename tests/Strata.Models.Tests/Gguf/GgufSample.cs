using Strata.Models.Gguf;

namespace Strata.Models.Tests.Gguf;

/// <summary>A small file with a key of each kind and three tensors, on disk for the time of a test.</summary>
internal sealed class GgufSample : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("strata-gguf-").FullName;

    public static List<KeyValuePair<string, GgufValue>> Metadata { get; } =
    [
        new("general.architecture", GgufValue.Of("llama")),
        new("llama.block_count", GgufValue.Of(2u)),
        new("llama.rope.freq_base", GgufValue.Of(10000f)),
        new("tokenizer.ggml.add_bos_token", GgufValue.Of(true)),
        new("tokenizer.ggml.tokens", GgufValue.Of(["<s>", "▁a", "ü"])),
        new("tokenizer.ggml.token_type", GgufValue.Of([3, 1, 1])),
        new("tokenizer.ggml.scores", GgufValue.Of([0f, -1f, -2.5f])),
        new("odd.small", new GgufValue(GgufValueType.Int8, GgufValueType.Int8, (sbyte)-3)),
        new("odd.wide", new GgufValue(GgufValueType.UInt64, GgufValueType.UInt64, ulong.MaxValue)),
        new("odd.nested", new GgufValue(GgufValueType.Array, GgufValueType.Array, new[] { GgufValue.Of([1, 2]), GgufValue.Of(["x"]) })),
    ];

    public static List<GgufTensorData> Tensors { get; } =
    [
        GgufTensorData.Of("a", [3, 2], [1, 2, 3, 4, 5, 6]),
        new GgufTensorData("b", GgufTensorType.Q8_0, [64, 1, 2], new byte[4 * 34]),
        GgufTensorData.Of("c", [1], [7]),
    ];

    public static byte[] Bytes()
    {
        using var stream = new MemoryStream();
        GgufWriter.Write(stream, Metadata, Tensors);
        return stream.ToArray();
    }

    public string PathOf(string name) => Path.Combine(folder, name);

    public string Save(byte[] bytes, string name = "model.gguf")
    {
        var path = PathOf(name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
