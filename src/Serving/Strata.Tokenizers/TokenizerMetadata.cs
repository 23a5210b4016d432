namespace Strata.Tokenizers;

/// <summary>
/// What a GGUF file says about its tokenizer (<c>tokenizer.ggml.*</c>), as it stands in the file. Null is "key absent";
/// defaults depend on <see cref="Model"/> and are applied by the factory. Nothing here is trusted.
/// </summary>
public sealed record TokenizerMetadata
{
    /// <summary><c>model</c>: llama, gpt2, bert, t5, gemma4 …</summary>
    public required string Model { get; init; }

    /// <summary><c>pre</c>: the name of the pre-tokenizer, for byte-pair vocabularies.</summary>
    public string? Pre { get; init; }

    /// <summary><c>tokens</c>.</summary>
    public required IReadOnlyList<string> Tokens { get; init; }

    /// <summary><c>scores</c>: one a token.</summary>
    public IReadOnlyList<float>? Scores { get; init; }

    /// <summary><c>token_type</c>: one a token, see <see cref="TokenKind"/>.</summary>
    public IReadOnlyList<int>? TokenTypes { get; init; }

    /// <summary><c>merges</c>: "left right", best first.</summary>
    public IReadOnlyList<string>? Merges { get; init; }

    /// <summary><c>bos_token_id</c>.</summary>
    public int? BosId { get; init; }

    /// <summary><c>eos_token_id</c>.</summary>
    public int? EosId { get; init; }

    /// <summary><c>eot_token_id</c>.</summary>
    public int? EotId { get; init; }

    /// <summary><c>eom_token_id</c>.</summary>
    public int? EomId { get; init; }

    /// <summary><c>unknown_token_id</c>.</summary>
    public int? UnknownId { get; init; }

    /// <summary><c>seperator_token_id</c> (GGUF spells it so).</summary>
    public int? SeparatorId { get; init; }

    /// <summary><c>padding_token_id</c>.</summary>
    public int? PaddingId { get; init; }

    /// <summary><c>cls_token_id</c>: stands in for <see cref="BosId"/> where that is absent.</summary>
    public int? ClassifierId { get; init; }

    /// <summary><c>mask_token_id</c>.</summary>
    public int? MaskId { get; init; }

    /// <summary><c>add_bos_token</c>.</summary>
    public bool? AddBos { get; init; }

    /// <summary><c>add_eos_token</c>.</summary>
    public bool? AddEos { get; init; }

    /// <summary><c>add_space_prefix</c>.</summary>
    public bool? AddSpacePrefix { get; init; }

    /// <summary><c>remove_extra_whitespaces</c>.</summary>
    public bool? RemoveExtraWhitespaces { get; init; }

    /// <summary><c>normalizer.lowercase</c>, for WordPiece.</summary>
    public bool? Lowercase { get; init; }

    /// <summary><c>normalizer.strip_accents</c>, for WordPiece.</summary>
    public bool? StripAccents { get; init; }

    /// <summary><c>precompiled_charsmap</c>: SentencePiece's normalisation; empty where absent.</summary>
    public ReadOnlyMemory<byte> PrecompiledCharsmap { get; init; }

    /// <summary><c>general.name</c>: some families strip the blanks around their special tokens and are known only by name.</summary>
    public string? ModelName { get; init; }

    /// <summary><c>general.architecture</c>, for the same reason.</summary>
    public string? Architecture { get; init; }
}
