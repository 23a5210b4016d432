using System.Globalization;
using Strata.Tokenizers.Algorithms;
using Strata.Tokenizers.HuggingFace.Alignment;
using Strata.Tokenizers.Unicode;

namespace Strata.Tokenizers.HuggingFace.Normalizers;

/// <summary>The rewritings that need no settings of their own.</summary>
internal static class SimpleNormalizers
{
    public static void Normalize(AlignedText text, NormalizationKind kind)
    {
        if (!UnicodeNormalizer.IsPlain(text.Text, kind))
        {
            text.Transform(UnicodeNormalizer.Normalize(text.Text, kind));
        }
    }

    public static void Lowercase(AlignedText text)
    {
        if (!text.Text.Contains((char)CaseMapping.DottedCapitalI, StringComparison.Ordinal))
        {
            text.Substitute(text.Text.ToLowerInvariant());
            return;
        }

        var points = new List<ChangedPoint>(text.Text.Length);
        foreach (var rune in text.Text.EnumerateRunes())
        {
            if (rune.Value == CaseMapping.DottedCapitalI)
            {
                points.Add(new ChangedPoint('i', 0));
                points.Add(new ChangedPoint(0x307, 1));
            }
            else
            {
                points.Add(new ChangedPoint(CaseMapping.Lower(rune.Value), 0));
            }
        }

        text.Transform(points);
    }

    /// <summary>Removes every combining mark.</summary>
    public static void StripMarks(AlignedText text) => text.Filter(c => (CharClasses.Of(c) & CharClass.Mark) == 0);

    /// <summary>Removes marks that take no room, as BERT does.</summary>
    public static void StripNonspacing(AlignedText text) => text.Filter(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark);

    /// <summary>The clean-up of the NMT models: some control characters go, some become blanks.</summary>
    public static void Nmt(AlignedText text)
    {
        text.Filter(c => c is not (>= 0x01 and <= 0x08 or 0x0B or >= 0x0E and <= 0x1F or 0x7F or 0x8F or 0x9F));
        Map(text, c => c is '\t' or '\n' or '\f' or '\r' or '\u1680' or >= '\u200B' and <= '\u200F' or '\u2028' or '\u2029' or '\u2581' or '\uFEFF' or '\uFFFD');
    }

    /// <summary>Spells every byte in GPT-2's alphabet.</summary>
    public static void ByteLevel(AlignedText text)
    {
        var points = new List<ChangedPoint>(text.Text.Length);
        Span<byte> bytes = stackalloc byte[4];
        foreach (var rune in text.Text.EnumerateRunes())
        {
            var length = rune.EncodeToUtf8(bytes);
            for (var i = 0; i < length; i++)
            {
                points.Add(new ChangedPoint(ByteAlphabet.CharOf(bytes[i]), i > 0 ? 1 : 0));
            }
        }

        text.Transform(points);
    }

    /// <summary>Makes blanks of the characters that are chosen.</summary>
    public static void Map(AlignedText text, Func<char, bool> toBlank) =>
        text.Substitute(string.Create(text.Text.Length, (text.Text, toBlank), static (span, state) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = state.toBlank(state.Text[i]) ? ' ' : state.Text[i];
            }
        }));
}
