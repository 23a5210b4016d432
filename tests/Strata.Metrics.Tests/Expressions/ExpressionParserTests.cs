using Strata.Metrics.Expressions;

namespace Strata.Metrics.Tests.Expressions;

public sealed class ExpressionParserTests
{
    private static readonly string[] Sound =
    [
        "up", "up{job=\"node\",instance!~\"a.*\"}", "{__name__=~\"http_.+\"}", "rate(http_requests_total[5m])", "sum by (job) (rate(x[1h30m] offset 1d))", "sum(x) without (le)",
        "histogram_quantile(0.95, sum(rate(b_bucket[5m])) by (le))", "-2 ^ 2", "1 + 2 * 3", "a / on(job) b", "a and ignoring(x) b unless c or d", "x > bool 3", "quantile(0.9, x)", "topk(3, x)",
        "absent(up{job=\"x\"})", "clamp_max(x, 3)", "scalar(x) + time()", "x offset -5m", "1e3 + 0x1F + .5", "Inf - NaN", "x # a remark\n + y", "avg_over_time(x[1w])", "x{a='b',}",
    ];

    [Fact]
    public void What_is_offered_is_read() => Assert.All(Sound, text => Assert.True(ExpressionParser.Parse(text).IsOk, $"{text}: {ExpressionParser.Parse(text)}"));

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("{a=\"\"}")]
    [InlineData("{a=~\".*\"}")]
    [InlineData("x[5m]")]
    [InlineData("rate(x)")]
    [InlineData("rate(x[5m])[5m]")]
    [InlineData("rate(x[5m:1m])")]
    [InlineData("x @ 3")]
    [InlineData("a * on(x) group_left b")]
    [InlineData("sum(1)")]
    [InlineData("1 > 2")]
    [InlineData("1 and x")]
    [InlineData("nosuch(x)")]
    [InlineData("x{a=\"(\"} =~ 1")]
    [InlineData("x{a=~\"(\"}")]
    [InlineData("x{a=~\"(b)\\\\1\"}")]
    [InlineData("x +")]
    [InlineData("(x")]
    [InlineData("x)")]
    [InlineData("x[5 m]")]
    [InlineData("x[5]")]
    [InlineData("'x")]
    [InlineData("vector(x)")]
    [InlineData("abs(1)")]
    public void What_is_not_is_refused(string text) => Assert.False(ExpressionParser.Parse(text).IsOk);

    [Fact]
    public void A_refusal_names_the_character() =>
        Assert.Equal("The expression cannot be read: ')' is missing (at character 6).", ExpressionParser.Parse("sum(x").Problem.Message);

    [Fact]
    public void Depth_length_and_parts_are_bounded()
    {
        Assert.False(ExpressionParser.Parse(new string('(', 5_000) + "x" + new string(')', 3_000)).IsOk);
        Assert.False(ExpressionParser.Parse(new string('-', 5_000) + "1").IsOk);
        Assert.False(ExpressionParser.Parse(string.Join('+', Enumerable.Repeat("1", 2_000))).IsOk);
        Assert.False(ExpressionParser.Parse(new string('x', 9_000)).IsOk);
    }

    [Fact]
    public void Damaged_expressions_end_in_words()
    {
        var random = new Random(11);
        const string Letters = "(){}[],+-*/%^=!~<>\"'`0123456789.eE mshdwyx_:@#\\\n";
        for (var run = 0; run < 40_000; run++)
        {
            var text = Sound[random.Next(Sound.Length)].ToCharArray().ToList();
            for (var change = random.Next(1, 6); change > 0; change--)
            {
                var at = random.Next(text.Count + 1);
                if (random.Next(2) == 0 && text.Count > 0)
                {
                    text.RemoveAt(Math.Min(at, text.Count - 1));
                }
                else
                {
                    text.Insert(at, Letters[random.Next(Letters.Length)]);
                }
            }

            _ = ExpressionParser.Parse(new string([.. text]));
        }
    }
}
