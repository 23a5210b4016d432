using Strata.Tokenizers.HuggingFace.Alignment;

namespace Strata.Tokenizers.HuggingFace.PreTokenizers;

/// <summary>Words of so many code points.</summary>
internal sealed class FixedLengthPreTokenizer(int length) : IPreTokenizer
{
    public IEnumerable<AlignedText> Split(AlignedText piece)
    {
        var start = 0;
        var count = 0;
        var text = piece.Text;
        for (var at = 0; at < text.Length;)
        {
            at += char.IsHighSurrogate(text[at]) ? 2 : 1;
            if (++count == length || at >= text.Length)
            {
                yield return piece.Slice(start, at);
                (start, count) = (at, 0);
            }
        }
    }
}
