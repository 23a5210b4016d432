using Strata.Tokenizers.HuggingFace.Alignment;
using Strata.Tokenizers.Patterns;

namespace Strata.Tokenizers.HuggingFace.PreTokenizers;

/// <summary>Blanks become a visible sign, one is put in front, and words start at each.</summary>
internal sealed class MetaspacePreTokenizer(char sign, PrependScheme scheme, bool split) : IPreTokenizer
{
    private readonly LiteralSplitter signs = new(sign.ToString());

    public IEnumerable<AlignedText> Split(AlignedText piece)
    {
        piece.Substitute(piece.Text.Replace(' ', sign));
        var prepends = scheme == PrependScheme.Always || (scheme == PrependScheme.First && piece.Origin.Start == 0);
        if (prepends && !piece.Text.StartsWith(sign))
        {
            piece.Prepend(sign.ToString());
        }

        return split ? Splits.At(piece, signs, SplitBehavior.MergedWithNext) : [piece];
    }
}
