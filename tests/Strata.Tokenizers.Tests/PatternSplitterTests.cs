using System.Text.RegularExpressions;
using Strata.Tokenizers.Metadata;
using Strata.Tokenizers.Patterns;

namespace Strata.Tokenizers.Tests;

/// <summary>The runtime's regular expressions are the naive twin: same pieces on random text of the basic plane.</summary>
public sealed class PatternSplitterTests
{
    private const string Gpt2 = @"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+";
    private const string Llama3 =
        @"(?:'[sS]|'[tT]|'[rR][eE]|'[vV][eE]|'[mM]|'[lL][lL]|'[dD])|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";

    private const string Alphabet = "aB'sreLl12 \t\n\r.,!/-é日ßΣ\u0301٣½\u00a0\u2003_ǅʰ中";

    public static TheoryData<string> Families => [FamilyPatterns.Gpt4o, FamilyPatterns.Tekken, FamilyPatterns.DeepSeek3, FamilyPatterns.BailingMoe,
        FamilyPatterns.SeedCoder, FamilyPatterns.ExaoneMoe, FamilyPatterns.Bloom, FamilyPatterns.Punctuation, FamilyPatterns.EastAsian, FamilyPatterns.CjkAndKana, FamilyPatterns.WidePunctuation, Gpt2, Llama3,
        @"(?<=a)b|a(?!b)", @"\bsre\b|[^a-z]{2,4}?", @"(?i:LS|re)+|(?:1|12)2", "[a-z&&[^s]]+"];

    [Theory]
    [MemberData(nameof(Families))]
    public void The_engine_cuts_as_the_runtime_does(string pattern)
    {
        var twin = new Regex(Twin(pattern), RegexOptions.CultureInvariant);
        Compare(PatternSplitter.Known(pattern), twin);
    }

    [Fact]
    public void The_hand_written_splitters_cut_as_their_patterns_do()
    {
        Compare(new Gpt2Splitter(), new Regex(Gpt2));
        Compare(new Llama3Splitter(3), new Regex(Llama3));
        Compare(new Llama3Splitter(1), new Regex(Llama3.Replace("{1,3}", string.Empty)));
        Compare(
            new Llama3Splitter(1, marksAreLetters: true),
            new Regex(Llama3.Replace("{1,3}", string.Empty).Replace(@"?\p{L}+", @"?[\p{L}\p{M}]+").Replace(@"[^\s\p{L}", @"[^\s\p{L}\p{M}")));
    }

    [Fact]
    public void A_code_point_beyond_the_basic_plane_is_one_letter()
    {
        var splitter = PatternSplitter.Known(@"\p{L}");
        Assert.True(splitter.TryNext("🦊𝐀x", 0, out var start, out var end));
        Assert.Equal((2, 4), (start, end));
    }

    [Theory]
    [InlineData(@"(a)\1")]
    [InlineData("(?:a*)*")]
    [InlineData("[z-a]")]
    [InlineData("a{2000}")]
    [InlineData("(?<=a*)b")]
    [InlineData(@"\p{Nonsense}")]
    [InlineData("(?")]
    [InlineData("a??????????")]
    public void What_is_not_understood_is_refused(string pattern) => Assert.False(PatternSplitter.Create(pattern).IsOk);

    [Fact]
    public void Random_patterns_never_throw()
    {
        var random = new Random(3);
        const string alphabet = @"ab\pLN{}[]()^$*+?|.,12-&:<=!>siP'";
        for (var round = 0; round < 5000; round++)
        {
            var pattern = new string([.. Enumerable.Range(0, random.Next(12)).Select(_ => alphabet[random.Next(alphabet.Length)])]);
            if (PatternSplitter.Create(pattern).Try(out var splitter, out _))
            {
                splitter.TryNext("ab12 ba'", 0, out _, out _);
            }
        }
    }

    // What the runtime spells differently.
    private static string Twin(string pattern) => pattern.Replace("?+", "?").Replace("++", "+").Replace("[a-z&&[^s]]", "[a-z-[s]]");

    private static void Compare(ISplitter splitter, Regex twin)
    {
        var random = new Random(11);
        for (var round = 0; round < 800; round++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(24)).Select(_ => Alphabet[random.Next(Alphabet.Length)])]);
            var wanted = twin.Matches(text).Where(m => m.Length > 0).Select(m => (m.Index, m.Index + m.Length));
            Assert.Equal(wanted, Matches(splitter, text));
        }
    }

    private static List<(int, int)> Matches(ISplitter splitter, string text)
    {
        var matches = new List<(int, int)>();
        var from = 0;
        while (splitter.TryNext(text, from, out var start, out var end))
        {
            matches.Add((start, end));
            from = end;
        }

        return matches;
    }
}
