using Strata.Tokenizers.Algorithms;

namespace Strata.Tokenizers.HuggingFace.Processors;

/// <summary>Takes the blanks at a token's ends out of its offsets; one blank that was put in front of the text has none to take.</summary>
internal static class OffsetTrim
{
    private static readonly char Blank = ByteAlphabet.CharOf((byte)' ');

    public static void Apply(List<EncodedToken> tokens, bool addPrefixSpace)
    {
        for (var i = 0; i < tokens.Count; i++)
        {
            var (_, text, start, end, _) = tokens[i];
            var leading = 0;
            while (leading < text.Length && IsBlank(text[leading]))
            {
                leading++;
            }

            var trailing = 0;
            while (trailing < text.Length && IsBlank(text[^(trailing + 1)]))
            {
                trailing++;
            }

            if (leading > 0)
            {
                var added = (i == 0 || start == 0) && addPrefixSpace && leading == 1;
                start = Math.Min(start + (added ? 0 : leading), end);
            }

            if (trailing > 0 && end >= trailing)
            {
                end = Math.Max(end - trailing, start);
            }

            tokens[i] = tokens[i] with { Start = start, End = end };
        }
    }

    private static bool IsBlank(char c) => c == Blank || char.IsWhiteSpace(c);
}
