using Strata.Core.Results;
using Strata.Models.Gguf;
using Strata.Tokenizers;

namespace Strata.Inference.Loading;

/// <summary>The tokenizer's keys of a file (<c>tokenizer.ggml.*</c>), as the tokenizer factory wants them.</summary>
public sealed class GgufTokenizer
{
    private const string Prefix = "tokenizer.ggml.";

    private readonly GgufMetadata metadata;
    private Problem? problem;

    private GgufTokenizer(GgufMetadata metadata) => this.metadata = metadata;

    /// <summary>Reads the keys.</summary>
    /// <returns>What the file says; a problem names the key that is missing or of the wrong type.</returns>
    public static Result<TokenizerMetadata> Read(GgufMetadata metadata)
    {
        var reader = new GgufTokenizer(metadata);
        var read = reader.Read();
        return reader.problem is null ? read : reader.problem;
    }

    private TokenizerMetadata Read() => new()
    {
        Model = Get(metadata.String(Prefix + "model")) ?? "",
        Pre = Optional(Prefix + "pre", metadata.String),
        Tokens = Get(metadata.Strings(Prefix + "tokens")) ?? [],
        Scores = Optional(Prefix + "scores", metadata.Singles),
        TokenTypes = Optional(Prefix + "token_type", metadata.Int32s),
        Merges = Optional(Prefix + "merges", metadata.Strings),
        BosId = Id("bos_token_id"),
        EosId = Id("eos_token_id"),
        EotId = Id("eot_token_id"),
        EomId = Id("eom_token_id"),
        UnknownId = Id("unknown_token_id"),
        SeparatorId = Id("seperator_token_id"),
        PaddingId = Id("padding_token_id"),
        ClassifierId = Id("cls_token_id"),
        MaskId = Id("mask_token_id"),
        AddBos = Flag(Prefix + "add_bos_token"),
        AddEos = Flag(Prefix + "add_eos_token"),
        AddSpacePrefix = Flag(Prefix + "add_space_prefix"),
        RemoveExtraWhitespaces = Flag(Prefix + "remove_extra_whitespaces"),
        Lowercase = Flag("tokenizer.ggml.normalizer.lowercase"),
        StripAccents = Flag("tokenizer.ggml.normalizer.strip_accents"),
        PrecompiledCharsmap = metadata.TryGet(Prefix + "precompiled_charsmap", out var map) && map.Data is byte[] bytes ? bytes : default(ReadOnlyMemory<byte>),
        ModelName = Optional("general.name", metadata.String),
        Architecture = Optional(GgufLayout.ArchitectureKey, metadata.String),
    };

    private int? Id(string key)
    {
        if (!metadata.Contains(Prefix + key))
        {
            return null;
        }

        // Some writers store "none" as the largest unsigned number.
        var value = Get(metadata.Integer(Prefix + key));
        return value is >= 0 and < int.MaxValue ? (int)value : null;
    }

    private bool? Flag(string key) => metadata.Contains(key) ? Get(metadata.Boolean(key, false)) : null;

    private T? Optional<T>(string key, Func<string, Result<T>> read)
        where T : class => metadata.Contains(key) ? Get(read(key)) : null;

    private T? Get<T>(Result<T> result)
    {
        if (!result.Try(out var value, out var failed))
        {
            problem ??= failed;
        }

        return value;
    }
}
