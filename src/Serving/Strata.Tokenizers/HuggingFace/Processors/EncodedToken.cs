namespace Strata.Tokenizers.HuggingFace.Processors;

/// <summary>A token on its way through post-processing.</summary>
/// <param name="Id">The token.</param>
/// <param name="Text">Its spelling, or the text it was found as.</param>
/// <param name="Start">First code point it stands for.</param>
/// <param name="End">Code point behind the last one.</param>
/// <param name="TypeId">Which of two texts it belongs to.</param>
internal readonly record struct EncodedToken(int Id, string Text, int Start, int End, int TypeId)
{
    /// <summary>A token that stands for no text.</summary>
    public static EncodedToken Special(int id, string text, int typeId) => new(id, text, 0, 0, typeId);
}
