using System.Runtime.InteropServices;
using Strata.Core.Results;
using Strata.Models.Gguf;

namespace Strata.Inference.Specs;

/// <summary>From a file's metadata to a <see cref="ModelSpec"/>: every number is bounded before anything is sized by it.</summary>
internal sealed class ModelSpecReader
{
    private readonly GgufFile file;
    private readonly string prefix;
    private Problem? problem;

    private ModelSpecReader(GgufFile file, string architecture)
    {
        this.file = file;
        prefix = architecture + ".";
    }

    public static Result<ModelSpec> Read(GgufFile file) =>
        file.Metadata.String(GgufLayout.ArchitectureKey)
            .Then(Architectures.Find)
            .Then(architecture => new ModelSpecReader(file, architecture.Name).Read(architecture));

    private Result<ModelSpec> Read(Architecture architecture)
    {
        var width = Int("embedding_length", 1, 1 << 16);
        var heads = Int("attention.head_count", 1, 1 << 12);
        var kvHeads = KvHeads(heads);
        var keyLength = IntOr("attention.key_length", heads == 0 ? 0 : width / heads, 1, 1 << 10);
        var spec = new ModelSpec
        {
            Architecture = architecture.Name,
            Layers = Int("block_count", 1, 1024),
            Width = width,
            FeedForwardWidth = Int("feed_forward_length", 1, 1 << 18),
            Heads = heads,
            KvHeads = kvHeads,
            KeyLength = keyLength,
            ValueLength = IntOr("attention.value_length", heads == 0 ? 0 : width / heads, 1, 1 << 10),
            Vocabulary = Vocabulary(),
            ContextLength = Int("context_length", 1, 1 << 24),
            RmsEpsilon = Get(file.Metadata.Single(prefix + "attention.layer_norm_rms_epsilon")),
            Rope = Rope(architecture, keyLength),
        };
        Check(spec);
        return problem is null ? spec : problem;
    }

    private void Check(ModelSpec spec)
    {
        if (IntOr("expert_count", 0, 0, 1 << 16) > 0)
        {
            problem ??= new Problem(ProblemCode.NotImplemented, "The model is a mixture of experts; this build runs dense models.")
            {
                Field = prefix + "expert_count",
            };
        }

        Require(spec.KvHeads > 0 && spec.Heads % Math.Max(1, spec.KvHeads) == 0, "attention.head_count_kv", "must divide attention.head_count");
        Require(spec.KeyLength > 0 && spec.ValueLength > 0, "attention.key_length", "must be positive");
        Require(spec.Rope.Dimensions % 2 == 0 && spec.Rope.Dimensions <= spec.KeyLength, "rope.dimension_count", "must be even and within a head");
        Require(spec.RmsEpsilon is > 0 and < 1, "attention.layer_norm_rms_epsilon", "must be between 0 and 1");
        Require(spec.Rope.FreqBase > 1, "rope.freq_base", "must be above 1");
        Require(spec.Rope.Factor >= 1, "rope.scaling.factor", "must be at least 1");
    }

    private void Require(bool holds, string key, string rule)
    {
        if (!holds)
        {
            problem ??= Problem.Corrupt($"'{prefix}{key}' {rule}.", prefix + key);
        }
    }

    /// <summary>Stated once, or per layer; layers that differ are another graph.</summary>
    private int KvHeads(int heads)
    {
        var key = prefix + "attention.head_count_kv";
        if (!file.Metadata.TryGet(key, out var value) || value.Type != GgufValueType.Array)
        {
            return IntOr("attention.head_count_kv", heads, 1, 1 << 12);
        }

        var perLayer = Get(file.Metadata.Int32s(key)) ?? [];
        Require(perLayer.Length > 0 && perLayer.All(count => count == perLayer[0]), "attention.head_count_kv", "must be the same in every layer");
        return perLayer is [var first, ..] ? first : 0;
    }

    private int Vocabulary()
    {
        var embedding = file.Find("token_embd.weight");
        Require(embedding is { Dimensions.Count: 2, Rows: <= 1 << 24 }, "vocab_size", "is stated by the tensor 'token_embd.weight', which is missing or no matrix");
        return (int?)embedding?.Rows ?? 0;
    }

    private RopeSpec Rope(Architecture architecture, int keyLength)
    {
        var scaling = Get(file.Metadata.String(prefix + "rope.scaling.type", "none"));
        Require(scaling is "none" or "linear" or "yarn", "rope.scaling.type", $"is '{scaling}'; this build knows none, linear and yarn");
        var dimensions = IntOr("rope.dimension_count", keyLength, 2, 1 << 10);
        return new RopeSpec
        {
            Style = architecture.Rope,
            Dimensions = dimensions,
            FreqBase = Float("rope.freq_base", 10_000),
            Scaling = scaling switch { "linear" => RopeScaling.Linear, "yarn" => RopeScaling.Yarn, _ => RopeScaling.None },
            Factor = Float("rope.scaling.factor", Float("rope.scale_linear", 1)),
            AttentionFactor = Float("rope.scaling.attn_factor", 1),
            OriginalContext = IntOr("rope.scaling.original_context_length", IntOr("context_length", 1, 1, 1 << 24), 1, 1 << 24),
            BetaFast = Float("rope.scaling.yarn_beta_fast", 32),
            BetaSlow = Float("rope.scaling.yarn_beta_slow", 1),
            FrequencyDivisors = Divisors(dimensions / 2),
        };
    }

    private float[]? Divisors(int pairs)
    {
        if (file.Find("rope_freqs.weight") is not { } tensor)
        {
            return null;
        }

        if (tensor.Type != GgufTensorType.F32 || tensor.Elements != pairs)
        {
            problem ??= Problem.Corrupt($"'rope_freqs.weight' is {tensor.Type} {tensor.Shape}; expected F32 {pairs}.", tensor.Name);
            return null;
        }

        return MemoryMarshal.Cast<byte, float>(file.Bytes(tensor)).ToArray();
    }

    private int Int(string key, int min, int max) => Get(file.Metadata.Int32(prefix + key, min, max));

    private int IntOr(string key, int fallback, int min, int max) => Get(file.Metadata.Int32Or(prefix + key, fallback, min, max));

    private float Float(string key, float fallback) => Get(file.Metadata.Single(prefix + key, fallback));

    private T? Get<T>(Result<T> result)
    {
        if (!result.Try(out var value, out var failed))
        {
            problem ??= failed;
        }

        return value;
    }
}
