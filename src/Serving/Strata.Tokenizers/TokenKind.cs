namespace Strata.Tokenizers;

/// <summary>What a token is; the numbers are those of GGUF's <c>tokenizer.ggml.token_type</c> and of SentencePiece.</summary>
public enum TokenKind : byte
{
    /// <summary>The file does not say.</summary>
    Undefined = 0,

    /// <summary>Ordinary text.</summary>
    Normal = 1,

    /// <summary>Stands for text the vocabulary cannot express.</summary>
    Unknown = 2,

    /// <summary>Has a meaning of its own (begin, end, role …) and no text.</summary>
    Control = 3,

    /// <summary>Text that is matched before everything else and never split.</summary>
    UserDefined = 4,

    /// <summary>Reserved.</summary>
    Unused = 5,

    /// <summary>One raw byte, spelled <c>&lt;0xXX&gt;</c>.</summary>
    Byte = 6,
}
