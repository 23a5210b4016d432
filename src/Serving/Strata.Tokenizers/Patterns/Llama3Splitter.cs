using Strata.Tokenizers.Unicode;

namespace Strata.Tokenizers.Patterns;

/// <summary>
/// The words of Llama 3, Qwen 2 and their kin, by hand:
/// <c>(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?W+|\p{N}{1,k}| ?[^\s\p{N}W]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+</c>
/// where W is \p{L}, or \p{L} and \p{M} for Qwen 3.5. Every position starts a match.
/// </summary>
internal sealed class Llama3Splitter(int digits, bool marksAreLetters = false) : ISplitter
{
    private readonly CharClass letters = marksAreLetters ? CharClass.Letter | CharClass.Mark : CharClass.Letter;

    public bool TryNext(ReadOnlySpan<char> text, int from, out int start, out int end)
    {
        start = from;
        end = from < text.Length ? End(text, from) : from;
        return from < text.Length;
    }

    private int End(ReadOnlySpan<char> text, int index)
    {
        var contraction = Runs.Contraction(text, index, ignoreCase: true);
        if (contraction > 0)
        {
            return index + contraction;
        }

        var first = CharClasses.At(text, index, out var length);
        var lead = (first & (CharClass.Newline | CharClass.Letter | CharClass.Number)) == 0 ? index + length : index;
        var word = Runs.EndOf(text, lead, letters);
        if (word > lead)
        {
            return word;
        }

        if ((first & letters) != 0)
        {
            return Runs.EndOf(text, index, letters);
        }

        return (first & CharClass.Number) != 0 ? Runs.EndOf(text, index, CharClass.Number, digits) : EndOfOther(text, index);
    }

    private int EndOfOther(ReadOnlySpan<char> text, int index)
    {
        var sign = text[index] == ' ' ? index + 1 : index;
        var end = Runs.EndOfNot(text, sign, letters | CharClass.Number | CharClass.Space);
        if (end > sign)
        {
            return Runs.EndOf(text, end, CharClass.Newline);
        }

        end = Runs.EndOf(text, index, CharClass.Space);
        var newline = text[index..end].LastIndexOfAny('\r', '\n');
        return newline >= 0 ? index + newline + 1 : Runs.EndOfBlanks(text, index);
    }
}
