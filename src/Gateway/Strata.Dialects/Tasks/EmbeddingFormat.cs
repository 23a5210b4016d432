namespace Strata.Dialects.Tasks;

/// <summary>How vectors stand in an answer.</summary>
public enum EmbeddingFormat
{
    /// <summary>A list of numbers.</summary>
    Floats,

    /// <summary>The numbers' bytes, 32-bit floats in little-endian order, in base64: what OpenAI's clients ask for by themselves.</summary>
    Base64,
}
