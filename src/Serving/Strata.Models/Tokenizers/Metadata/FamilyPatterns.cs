namespace Strata.Models.Tokenizers.Metadata;

/// <summary>
/// The word patterns of byte-pair families, as their models were trained with them. They are facts about those models:
/// a changed character is a different tokenizer.
/// </summary>
internal static class FamilyPatterns
{
    public const string Punctuation = @"[\p{P}$+<=>^~|]+";
    public const string PunctuationAndBacktick = @"[\p{P}$+<=>^~|`]+";
    public const string EastAsian = "[一-龥ࠀ-一가-퟿]+";
    public const string CjkAndKana = "[一-龥぀-ゟ゠-ヿ]+";
    public const string WidePunctuation = @"\s?[!-/:-~！-／：-～‘-‟　-。]+";
    public const string Bloom = @" ?[^(\s|.,!?…。，、।۔،)]+";

    /// <summary>Letters that have case, by script; marks and unicameral letters are not among them.</summary>
    public const string CasedLetters =
        @"\s?[A-Za-zµÀ-ÖØ-öø-ƺƼ-ƿǄ-ʓʕ-ʯͰ-ͳͶͷͻ-ͽͿΆΈ-ΊΌΎ-ΡΣ-ϵϷ-ҁҊ-ԯԱ-ՖႠ-ჅᎠ-Ᏽᏸ-ᏽᲐ-ᲺᲽ-Ჿᴀ-ᴫᵫ-ᵷᵹ-ᶚḀ-ἕἘ-Ἕἠ-ὅὈ-Ὅὐ-ὗὙὛὝὟ-ώᾀ-ᾴᾶ-ᾼ\u1FBEῂ-ῄῆ-ῌῐ-\u1FD3ῖ-\u1FDBῠ-Ῥῲ-ῴῶ-ῼ"
        + @"ℂℇℊ-ℓℕℙ-ℝℤ\u2126ℨ\u212A-ℭℯ-ℴℹℼ-ℿⅅ-ⅉⅎↃↄⰀ-ⱻⱾ-ⳤⳫ-ⳮⳲⳳꙀ-ꙭꚀ-ꚛꜢ-ꝯꝱ-ꞇꞋ-ꞎꭰ-ꮿﬀ-ﬆﬓ-ﬗＡ-Ｚａ-ｚ𐐀-𐑏𐒰-𐓓𐓘-𐓻𐲀-𐲲𐳀-𐳲𑢠-𑣟𞤀-𞥃]+";

    public const string DeepSeek3 =
        @"[!""#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~][A-Za-z]+|[^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+| ?[\p{P}\p{S}]+[\r\n]*" + Blanks;

    public const string Tekken = @"[^\r\n\p{L}\p{N}]?" + Upper + "*" + Lower + @"+|[^\r\n\p{L}\p{N}]?" + Upper + "+" + Lower + "*|" + SignsAndSlash1;

    public const string Gpt4o = @"[^\r\n\p{L}\p{N}]?" + Upper + "*" + Lower + "+" + Suffix + @"?|[^\r\n\p{L}\p{N}]?" + Upper + "+" + Lower + "*" + Suffix
        + "?|" + @"\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*" + Blanks;

    public const string KimiK2 = @"\p{Han}+|[^\r\n\p{L}\p{N}]?" + UpperNotHan + "*" + LowerNotHan + "+" + Suffix + @"?|[^\r\n\p{L}\p{N}]?" + UpperNotHan + "+"
        + LowerNotHan + "*" + Suffix + @"?|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*" + Blanks;

    public const string BailingMoe =
        @"'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]++[\r\n]*|\s*[\r\n]|\s+(?!\S)|\s+";

    public const string SeedCoder = Suffix + @"|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}\r\n]+" + Blanks;

    public const string ExaoneMoe =
        Suffix + @"|[^\r\n\p{L}\p{N}]?(?:\p{L}\p{M}*(?: \p{L}\p{M}*)*)+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n/]?|\s*[\r\n]|\s+(?!\S)|\s+";

    public const string Ufakzeka = @"[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*" + Blanks;

    public const string Jais2 = Suffix + @"|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s{512}(?!\S)|\s{256}(?!\S)|\s{128}(?!\S)"
        + @"|\s{64}(?!\S)|\s{32}(?!\S)|\s{16}(?!\S)|\s{8}(?!\S)|\s{4}(?!\S)|\s{1,2}(?!\S)|\s";

    public const string MiniCpm5 = Suffix + @"|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}+| ?[^\s\p{L}\p{N}]+[\r\n]*" + Blanks;

    public const string YoutuScripts = "[가-힣ㄱ-ㆎ]+|[！…“”‘’—：；，、-〿︰-﹏]+|[ㄅ-ㄯ]+|[一-龥぀-ゟ゠-ヿ]+";

    public const string Youtu = @"[^\r\n\p{L}\p{N}]?" + Upper + "*" + Lower + "+" + Suffix + @"?|[^\r\n\p{L}\p{N}]?" + Upper + "+" + Lower + "*" + Suffix + "?|" + SignsAndSlash1;

    private const string Blanks = @"|\s*[\r\n]+|\s+(?!\S)|\s+";
    private const string Suffix = "(?i:'s|'t|'re|'ve|'m|'ll|'d)";
    private const string Upper = @"[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]";
    private const string Lower = @"[\p{Ll}\p{Lm}\p{Lo}\p{M}]";
    private const string UpperNotHan = @"[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}&&[^\p{Han}]]";
    private const string LowerNotHan = @"[\p{Ll}\p{Lm}\p{Lo}\p{M}&&[^\p{Han}]]";
    private const string SignsAndSlash1 = @"\p{N}| ?[^\s\p{L}\p{N}]+[\r\n/]*" + Blanks;
}
