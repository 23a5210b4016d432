namespace Strata.Tokenizers.HuggingFace.Decoders;

/// <summary>Rewrites each piece by itself, given its place and how many there are.</summary>
internal sealed class PieceDecoder(Func<string, int, int, string> rewrite) : IDecoder
{
    public List<string> Decode(List<string> pieces) => [.. pieces.Select((piece, index) => rewrite(piece, index, pieces.Count))];
}
