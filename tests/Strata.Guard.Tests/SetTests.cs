using System.Diagnostics;
using Strata.Guard.Options;
using Strata.Guard.Tests.Labelled;

namespace Strata.Guard.Tests;

/// <summary>Sets of words and patterns: leftmost and longest, alike in one piece and in many.</summary>
public sealed class SetTests
{
    [Theory]
    [InlineData("Project Nightjar and nightjar-2; nightjars", true, "Project Nightjar;nightjar")]
    [InlineData("Project Nightjar and nightjar-2; nightjars", false, "Project Nightjar;nightjar;nightjar")]
    [InlineData("aab abc ab bcd", false, "ab;abc;ab;bcd")]
    [InlineData("K\u212Aelvin no kk yes KK", true, "kk;KK")]
    public void Words_are_found_leftmost_and_longest(string text, bool isWhole, string expected)
    {
        var policy = Words(isWhole, "nightjar", "project nightjar", "ab", "abc", "bcd", "b c", "kk");

        Assert.Equal(expected, string.Join(';', policy.Apply(GuardDirection.Input, text).Findings.Select(f => text[f.Start..f.End])));
    }

    [Fact]
    public void Words_are_what_a_plain_search_finds_wherever_the_text_is_cut()
    {
        var random = new Random(11);
        for (var round = 0; round < 300; round++)
        {
            var words = Enumerable.Range(0, random.Next(1, 12)).Select(_ => Digits.Word(random, random.Next(1, 6), "abAB ")).Select(w => w.Trim()).Where(w => w.Length > 0).Append("ba").ToArray();
            var text = Digits.Word(random, random.Next(1, 60), "abAB .");
            var isWhole = random.Next(2) == 0;
            var policy = Words(isWhole, words);
            var expected = Plain(text, [.. words.Select(w => w.ToLowerInvariant())], isWhole);
            Assert.Equal(expected, policy.Apply(GuardDirection.Output, text).Findings.Select(f => (f.Start, f.End)));
            Assert.Equal(expected, Guards.Cut(policy, text, Enumerable.Range(1, text.Length - 1)).Findings.Select(f => (f.Start, f.End)));
        }
    }

    [Fact]
    public void Thousands_of_words_cost_what_one_costs()
    {
        var random = new Random(2);
        var policy = Words(true, [.. Enumerable.Range(0, 5000).Select(_ => Digits.Word(random, 9)), "needle"]);

        Assert.Equal("a [blocked] in hay", policy.Apply(GuardDirection.Input, "a needle in hay").Text);
    }

    [Theory]
    [InlineData(@"EMP-\d{6}", "id EMP-123456, emp-654321 EMP-12", "id [codes], [codes] EMP-12")]
    [InlineData(@"\bcat\b", "cat concat cat.", "[codes] concat [codes].")]
    [InlineData(@"^secret", "secret secret", "[codes] secret")]
    [InlineData(@"a.*b", "xaccb yy", "x[codes] yy")]
    public void Patterns_are_found_alike_in_pieces(string pattern, string text, string expected)
    {
        var policy = Patterns(64, pattern);

        Assert.Equal(expected, policy.Apply(GuardDirection.Output, text).Text);
        for (var step = 1; step < text.Length; step++)
        {
            Assert.Equal(expected, Guards.Cut(policy, text, Enumerable.Range(1, (text.Length - 1) / step).Select(i => i * step)).Text);
        }
    }

    [Fact]
    public void Random_patterns_do_not_depend_on_cuts()
    {
        var random = new Random(8);
        string[] patterns = ["a+b", "ab|abab", "a[^b]{0,9}b", "b$", "(ab)+", "^a", @"\ba", "a.*a"];
        for (var round = 0; round < 400; round++)
        {
            var policy = Patterns(random.Next(1, 12), patterns[random.Next(patterns.Length)]);
            var text = Digits.Word(random, random.Next(1, 80), "aab \n");
            var whole = policy.Apply(GuardDirection.Output, text);
            var cut = Guards.Cut(policy, text, Enumerable.Range(1, text.Length - 1).Where(_ => random.Next(3) > 0));
            Assert.Equal(whole.Findings, cut.Findings);
            Assert.Equal(whole.Text, cut.Text);
        }
    }

    [Theory]
    [InlineData("(a+)+$")]
    [InlineData("a.*b")]
    public void A_hostile_text_does_not_blow_a_pattern_up(string pattern)
    {
        var watch = Stopwatch.StartNew();
        Patterns(256, pattern).Apply(GuardDirection.Input, new string('a', 20_000) + "!");
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"{watch.Elapsed}");
    }

    [Theory]
    [InlineData("(?=a)b", "linear time")]
    [InlineData("(", "is none")]
    [InlineData("a*", "matches nothing at all")]
    public void What_cannot_run_is_refused_by_name(string pattern, string expected)
    {
        var problem = GuardPolicy.Compile("p", new GuardPolicyOptions
        {
            Rules = [new GuardRuleOptions { Detector = "codes" }],
            Patterns = new Dictionary<string, PatternSetOptions> { ["codes"] = new() { Patterns = [pattern] } },
        }).Problem;

        Assert.Contains(expected, problem.Message, StringComparison.Ordinal);
        Assert.Contains("rule 'codes'", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_overlaps_is_covered_once_and_nothing_of_it_goes_on()
    {
        var policy = GuardPolicy.Compile("p", new GuardPolicyOptions
        {
            Rules = [new GuardRuleOptions { Detector = "words" }, new GuardRuleOptions { Detector = "EMAIL" }, new GuardRuleOptions { Detector = "flags", Action = GuardAction.Flag }],
            Keywords = new Dictionary<string, KeywordSetOptions> { ["words"] = new() { Words = ["to bob"] }, ["flags"] = new() { Words = ["write to bob"] } },
        }).Value;

        foreach (var result in (GuardResult[])[policy.Apply(GuardDirection.Output, "write to bob@example.com now"), Guards.Cut(policy, "write to bob@example.com now", Enumerable.Range(1, 27))])
        {
            Assert.Equal("write [words][EMAIL] now", result.Text);
            Assert.Equal(["flags", "words", "EMAIL"], result.Findings.Select(f => f.Detector));
        }
    }

    private static GuardPolicy Words(bool isWhole, params string[] words) => GuardPolicy.Compile("p", new GuardPolicyOptions
    {
        Rules = [new GuardRuleOptions { Detector = "blocked" }],
        Keywords = new Dictionary<string, KeywordSetOptions> { ["blocked"] = new() { Words = words, WholeWords = isWhole } },
    }).Value;

    private static GuardPolicy Patterns(int matchMax, string pattern) => GuardPolicy.Compile("p", new GuardPolicyOptions
    {
        Rules = [new GuardRuleOptions { Detector = "codes" }],
        Patterns = new Dictionary<string, PatternSetOptions> { ["codes"] = new() { Patterns = [pattern], MatchMax = matchMax } },
    }).Value;

    private static IEnumerable<(int Start, int End)> Plain(string text, string[] words, bool isWhole)
    {
        var folded = text.ToLowerInvariant();
        for (var at = 0; at < text.Length;)
        {
            var length = words.Where(w => string.CompareOrdinal(folded, at, w, 0, w.Length) == 0 && (!isWhole || Stands(folded, at, w.Length)))
                .Select(w => w.Length).DefaultIfEmpty().Max();
            if (length > 0)
            {
                yield return (at, at + length);
            }

            at += Math.Max(1, length);
        }
    }

    private static bool Stands(string text, int at, int length) =>
        (at == 0 || !char.IsLetter(text[at - 1])) && (at + length == text.Length || !char.IsLetter(text[at + length]));
}
