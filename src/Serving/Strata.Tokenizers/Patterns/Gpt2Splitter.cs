using Strata.Tokenizers.Unicode;

namespace Strata.Tokenizers.Patterns;

/// <summary>
/// GPT-2's words, by hand: <c>'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+</c>.
/// Every position starts a match, so there are no gaps.
/// </summary>
internal sealed class Gpt2Splitter : ISplitter
{
    public bool TryNext(ReadOnlySpan<char> text, int from, out int start, out int end)
    {
        start = from;
        end = from < text.Length ? End(text, from) : from;
        return from < text.Length;
    }

    private static int End(ReadOnlySpan<char> text, int index)
    {
        var contraction = Runs.Contraction(text, index, ignoreCase: false);
        if (contraction > 0)
        {
            return index + contraction;
        }

        var word = text[index] == ' ' && index + 1 < text.Length ? index + 1 : index;
        var kind = CharClasses.At(text, word, out _) & (CharClass.Letter | CharClass.Number | CharClass.Space);
        return kind switch
        {
            CharClass.None => Runs.EndOfNot(text, word, CharClass.Letter | CharClass.Number | CharClass.Space),
            CharClass.Space => Runs.EndOfBlanks(text, index),
            _ => Runs.EndOf(text, word, kind),
        };
    }
}
