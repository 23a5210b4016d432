using System.Text.Json;
using Strata.Tokenizers.HuggingFace.Json;
using Strata.Tokenizers.Patterns;
using Strata.Tokenizers.Unicode;

namespace Strata.Tokenizers.HuggingFace.PreTokenizers;

/// <summary>Makes pre-tokenizers from their JSON.</summary>
internal static class PreTokenizerReader
{
    // Rust's word characters: those of UnicodeSets, and the two joiners.
    private static readonly CodePointSet Word = new(c => UnicodeSets.IsWord(c) || c is 0x200C or 0x200D);
    private static readonly CodePointSet Numeric = new(c => (CharClasses.Of(c) & CharClass.Number) != 0);
    private static readonly CodePointSet Punctuation =
        new(c => (c < 128 && (char.IsPunctuation((char)c) || char.IsSymbol((char)c))) || (CharClasses.Of(c) & CharClass.Punctuation) != 0);

    public static IPreTokenizer Read(JsonElement json) => JsonRead.Type(json) switch
    {
        "Sequence" => new SequencePreTokenizer([.. JsonRead.Items(json, "pretokenizers", TokenizerLimits.PipelineStepsMax).Select(Read)]),
        "ByteLevel" => new ByteLevelPreTokenizer(JsonRead.Flag(json, "add_prefix_space", true), JsonRead.Flag(json, "use_regex", true)),
        "Metaspace" => new MetaspacePreTokenizer(JsonRead.Char(json, "replacement", '▁'), Scheme(json), JsonRead.Flag(json, "split", true)),
        "Whitespace" => new SplitPreTokenizer(new WordOrSignSplitter(Word), SplitBehavior.Removed, invert: true),
        "WhitespaceSplit" => new SplitPreTokenizer(new ClassSplitter(UnicodeSets.Space), SplitBehavior.Removed),
        "BertPreTokenizer" => new SequencePreTokenizer(
        [
            new SplitPreTokenizer(new ClassSplitter(UnicodeSets.Space), SplitBehavior.Removed),
            new SplitPreTokenizer(new ClassSplitter(Punctuation), SplitBehavior.Isolated),
        ]),
        "Punctuation" => new SplitPreTokenizer(new ClassSplitter(Punctuation), Behavior(json, SplitBehavior.Isolated)),
        "Digits" => new SplitPreTokenizer(
            new ClassSplitter(Numeric), JsonRead.Flag(json, "individual_digits") ? SplitBehavior.Isolated : SplitBehavior.Contiguous),
        "CharDelimiterSplit" => new SplitPreTokenizer(new LiteralSplitter(JsonRead.Char(json, "delimiter").ToString()), SplitBehavior.Removed),
        "FixedLength" => new FixedLengthPreTokenizer(Math.Max(1, JsonRead.Number(json, "length", 5))),
        "Split" => new SplitPreTokenizer(PatternReader.Read(json), Behavior(json, null), JsonRead.Flag(json, "invert")),
        var type => throw new FormatException($"the pre-tokenizer '{type}' is not known"),
    };

    /// <summary>The scheme of a Metaspace object, in its old spelling or the new one.</summary>
    public static PrependScheme Scheme(JsonElement json)
    {
        var scheme = JsonRead.OptionalText(json, "prepend_scheme") switch
        {
            "first" => PrependScheme.First,
            "never" => PrependScheme.Never,
            "always" or null => PrependScheme.Always,
            var other => throw new FormatException($"the prepend scheme '{other}' is not known"),
        };
        return JsonRead.Flag(json, "add_prefix_space", true) ? scheme : PrependScheme.Never;
    }

    private static SplitBehavior Behavior(JsonElement json, SplitBehavior? standard) => JsonRead.OptionalText(json, "behavior") switch
    {
        "Removed" => SplitBehavior.Removed,
        "Isolated" => SplitBehavior.Isolated,
        "MergedWithPrevious" => SplitBehavior.MergedWithPrevious,
        "MergedWithNext" => SplitBehavior.MergedWithNext,
        "Contiguous" => SplitBehavior.Contiguous,
        null when standard is { } value => value,
        var other => throw new FormatException($"the split behaviour '{other}' is not known"),
    };
}
