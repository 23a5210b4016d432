using Strata.Core.Results;
using Strata.Inference.Specs;
using Strata.Models.Gguf;
using Strata.Numerics.Matrices;
using Strata.Numerics.Quant;

namespace Strata.Inference.Graphs;

/// <summary>Finds every tensor a <see cref="ModelSpec"/> needs and holds it against the shape it must have.</summary>
internal sealed class WeightReader
{
    private readonly GgufFile file;
    private readonly ModelSpec spec;
    private Problem? problem;

    private WeightReader(GgufFile file, ModelSpec spec)
    {
        this.file = file;
        this.spec = spec;
    }

    public static Result<ModelWeights> Read(GgufFile file, ModelSpec spec)
    {
        var reader = new WeightReader(file, spec);
        var weights = reader.Read();
        return reader.problem is null ? weights : reader.problem;
    }

    private ModelWeights Read()
    {
        var embedding = Matrix("token_embd.weight", spec.Vocabulary, spec.Width);
        return new ModelWeights
        {
            Embedding = embedding,
            Layers = [.. Enumerable.Range(0, spec.Layers).TakeWhile(_ => problem is null).Select(Layer)],
            OutputNorm = Vector("output_norm.weight", spec.Width),
            Output = file.Find("output.weight") is null ? embedding : Matrix("output.weight", spec.Vocabulary, spec.Width),
        };
    }

    private LayerWeights Layer(int layer)
    {
        var at = $"blk.{layer}.";
        return new LayerWeights
        {
            AttentionNorm = Vector(at + "attn_norm.weight", spec.Width),
            Query = Matrix(at + "attn_q.weight", spec.QueryWidth, spec.Width),
            Key = Matrix(at + "attn_k.weight", spec.KeyWidth, spec.Width),
            Value = Matrix(at + "attn_v.weight", spec.ValueWidth, spec.Width),
            Output = Matrix(at + "attn_output.weight", spec.Width, spec.AttentionWidth),
            QueryBias = Optional(at + "attn_q.bias", spec.QueryWidth),
            KeyBias = Optional(at + "attn_k.bias", spec.KeyWidth),
            ValueBias = Optional(at + "attn_v.bias", spec.ValueWidth),
            OutputBias = Optional(at + "attn_output.bias", spec.Width),
            QueryNorm = Optional(at + "attn_q_norm.weight", spec.KeyLength),
            KeyNorm = Optional(at + "attn_k_norm.weight", spec.KeyLength),
            FeedForwardNorm = Vector(at + "ffn_norm.weight", spec.Width),
            Gate = Matrix(at + "ffn_gate.weight", spec.FeedForwardWidth, spec.Width),
            Up = Matrix(at + "ffn_up.weight", spec.FeedForwardWidth, spec.Width),
            Down = Matrix(at + "ffn_down.weight", spec.Width, spec.FeedForwardWidth),
            GateBias = Optional(at + "ffn_gate.bias", spec.FeedForwardWidth),
            UpBias = Optional(at + "ffn_up.bias", spec.FeedForwardWidth),
            DownBias = Optional(at + "ffn_down.bias", spec.Width),
        };
    }

    private unsafe WeightMatrix Matrix(string name, int rows, int columns)
    {
        if (Find(name, rows, columns) is not { } tensor)
        {
            return default;
        }

        return WeightMatrix.FromPointer((void*)file.Address(tensor), tensor.SizeBytes, (QuantType)tensor.Type, rows, columns);
    }

    private float[] Vector(string name, int length)
    {
        if (Find(name, 1, length) is not { } tensor)
        {
            return [];
        }

        var values = new float[length];
        Dequantizer.Row((QuantType)tensor.Type, file.Bytes(tensor), values);
        return values;
    }

    private float[]? Optional(string name, int length) => file.Find(name) is null ? null : Vector(name, length);

    private GgufTensor? Find(string name, int rows, int columns)
    {
        var tensor = file.Find(name);
        if (tensor is null)
        {
            problem ??= Problem.Corrupt($"The file has no tensor '{name}', which a model of architecture '{spec.Architecture}' needs.", name);
            return null;
        }

        if (tensor.Columns != columns || tensor.Rows != rows)
        {
            problem ??= Problem.Corrupt($"The tensor '{name}' is {tensor.Shape}; the metadata call for {columns} × {rows}.", name);
            return null;
        }

        if (!QuantTraits.TryGet((QuantType)tensor.Type, out _) || tensor.Type == GgufTensorType.Q8_K)
        {
            problem ??= new Problem(ProblemCode.NotImplemented, $"The tensor '{name}' is {tensor.Type}, which this build cannot compute with.") { Field = name };
            return null;
        }

        return tensor;
    }
}
