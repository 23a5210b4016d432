using System.Text;
using Strata.Tokenizers.Unicode;

namespace Strata.Tokenizers.Metadata;

/// <summary>
/// BERT's words: split at white space, control characters dropped, lower case and without accents where the model wants it,
/// punctuation and Chinese characters alone.
/// </summary>
internal sealed class BertWords(bool lowercase, bool stripAccents)
{
    public List<string> Split(ReadOnlySpan<char> text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var source = text.ToString();
        if (stripAccents && !UnicodeNormalizer.IsPlain(text, NormalizationKind.D))
        {
            foreach (var point in UnicodeNormalizer.Normalize(source, NormalizationKind.D))
            {
                Take(point.CodePoint, word, words);
            }
        }
        else
        {
            foreach (var rune in source.EnumerateRunes())
            {
                Take(rune.Value, word, words);
            }
        }

        Finish(word, words);
        return words;
    }

    /// <summary>The blocks of Chinese characters as BERT's reference lists them.</summary>
    public static bool IsChinese(int c) => c is >= 0x4E00 and <= 0x9FFF or >= 0x3400 and <= 0x4DBF or >= 0x20000 and <= 0x2A6DF
        or >= 0x2A700 and <= 0x2B73F or >= 0x2B740 and <= 0x2B81F or >= 0x2B920 and <= 0x2CEAF or >= 0xF900 and <= 0xFAFF or >= 0x2F800 and <= 0x2FA1F;

    private void Take(int c, StringBuilder word, List<string> words)
    {
        var kind = CharClasses.Of(c);
        if ((kind & CharClass.Space) != 0)
        {
            Finish(word, words);
        }
        else if (c is 0 or 0xFFFD || (kind & CharClass.Control) != 0 || (stripAccents && (kind & CharClass.Mark) != 0))
        {
            return;
        }
        else if ((kind & CharClass.Punctuation) != 0 || (c < 0x7F && (kind & CharClass.Symbol) != 0) || IsChinese(c))
        {
            Finish(word, words);
            Append(c, word);
            Finish(word, words);
        }
        else
        {
            Append(c, word);
        }
    }

    private void Append(int c, StringBuilder word) =>
        word.Append(char.ConvertFromUtf32(lowercase ? CaseMapping.Lower(c) : c));

    private static void Finish(StringBuilder word, List<string> words)
    {
        if (word.Length > 0)
        {
            words.Add(word.ToString());
            word.Clear();
        }
    }
}
