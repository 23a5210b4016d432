namespace Strata.Tokenizers.HuggingFace.Decoders;

/// <summary>Rewrites the pieces as a whole.</summary>
internal sealed class ListDecoder(Func<List<string>, List<string>> rewrite) : IDecoder
{
    public List<string> Decode(List<string> pieces) => rewrite(pieces);
}
