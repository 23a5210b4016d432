using Strata.Core.Results;
using Strata.Traces.Queries.Filters;

namespace Strata.Traces.Tests.Filters;

public sealed class FilterParserTests
{
    [Theory]
    [InlineData("latency >", 10, "a value was expected")]
    [InlineData("colour = red", 1, "There is no field 'colour'")]
    [InlineData("service = web and", 18, "it ends where a field was expected")]
    [InlineData("(error or cost > 1", 19, "a ')' is missing")]
    [InlineData("service", 1, "needs a comparison")]
    [InlineData("latency > fast", 11, "'fast' is no value of 'latency'")]
    [InlineData("service > web", 9, "does not go with 'service'")]
    [InlineData("text = refund", 6, "texts are searched with ~")]
    [InlineData("name = \"open", 8, "a quote is opened here")]
    [InlineData("model in gpt", 10, "'in' needs a list")]
    [InlineData("latency exists", 1, "'exists' goes with")]
    [InlineData("error)", 6, "')' was not expected")]
    [InlineData("trace = xyz", 9, "hexadecimal")]
    public void What_is_wrong_is_said_with_its_place(string text, int character, string message)
    {
        var problem = SpanFilter.Parse(text).Problem;
        Assert.Equal(ProblemCode.InvalidRequest, problem.Code);
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
        Assert.Contains($"(at character {character})", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Length_depth_and_number_of_tests_are_bounded()
    {
        Assert.False(SpanFilter.Parse(new string('x', SpanFilter.CharsMax + 1)).IsOk);
        Assert.False(SpanFilter.Parse(new string('(', SpanFilter.DepthMax + 1) + "error").IsOk);
        Assert.False(SpanFilter.Parse(string.Join(" and ", Enumerable.Repeat("error", SpanFilter.TestsMax + 1))).IsOk);
        Assert.True(SpanFilter.Parse(string.Join(" and ", Enumerable.Repeat("error", SpanFilter.TestsMax))).IsOk);
    }

    [Fact]
    public void Any_text_is_read_or_refused()
    {
        var random = new Random(20261121);
        string[] pieces =
        [
            "latency", "error", "and", "or", "not", "in", "exists", "(", ")", ",", "=", "!=", "~", "<", ">=", "\"a b\"", "'", "\"", "attr.", "attr.x", "score.y",
            "2s", "0.5", "1e400", "-", "\\", "é", "\0", "trace", "ff", " ",
        ];
        for (var round = 0; round < 50_000; round++)
        {
            var text = string.Join(random.Next(2) == 0 ? " " : "", Enumerable.Range(0, random.Next(12)).Select(_ => pieces[random.Next(pieces.Length)]));
            var parsed = SpanFilter.Parse(text);
            if (!parsed.IsOk)
            {
                Assert.Equal(ProblemCode.InvalidRequest, parsed.Problem.Code);
            }
        }
    }
}
