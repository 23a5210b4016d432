using Strata.Tokenizers.HuggingFace.Alignment;
using Strata.Tokenizers.Metadata;
using Strata.Tokenizers.Unicode;

namespace Strata.Tokenizers.HuggingFace.Normalizers;

/// <summary>BERT's clean-up: control characters go, white space becomes blanks, Chinese characters stand alone, accents and case go.</summary>
internal sealed class BertNormalizer(bool cleanText, bool spaceChinese, bool stripAccents, bool lowercase) : INormalizer
{
    public void Apply(AlignedText text)
    {
        if (cleanText)
        {
            text.Filter(c => c is not (0 or 0xFFFD) && (c is '\t' or '\n' or '\r' || (CharClasses.Of(c) & CharClass.Control) == 0 && !IsControlSpace(c)));
            SimpleNormalizers.Map(text, c => (CharClasses.Of(c) & CharClass.Space) != 0);
        }

        if (spaceChinese)
        {
            SpaceChinese(text);
        }

        if (stripAccents)
        {
            SimpleNormalizers.Normalize(text, NormalizationKind.D);
            SimpleNormalizers.StripNonspacing(text);
        }

        if (lowercase)
        {
            SimpleNormalizers.Lowercase(text);
        }
    }

    // White space that is a control character by category: the vertical tab, the form feed and the next-line sign.
    private static bool IsControlSpace(int c) => c is 0x0B or 0x0C or 0x85;

    private static void SpaceChinese(AlignedText text)
    {
        if (!text.Text.AsSpan().ContainsAnyExceptInRange('\0', '\u33FF'))
        {
            return;
        }

        var points = new List<ChangedPoint>(text.Text.Length);
        foreach (var rune in text.Text.EnumerateRunes())
        {
            if (BertWords.IsChinese(rune.Value))
            {
                points.Add(new ChangedPoint(' ', 0));
                points.Add(new ChangedPoint(rune.Value, 1));
                points.Add(new ChangedPoint(' ', 1));
            }
            else
            {
                points.Add(new ChangedPoint(rune.Value, 0));
            }
        }

        text.Transform(points);
    }
}
