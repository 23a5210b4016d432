using Strata.Metrics.Expositions;

namespace Strata.Metrics.Tests.Expositions;

public sealed class ExpositionReaderTests
{
    [Fact]
    public void An_exposition_is_read()
    {
        var (lines, bad) = Read("""
            # HELP http_requests_total Requests.
            # TYPE http_requests_total counter
            http_requests_total{method="post",code="200"} 1027 1395066363000
            http_requests_total{ method = "post" , code="400", } 3
            escaped{path="C:\\DIR\\",error="Cannot \"find\"\nit"} 1.458255915e9
            metric_without_labels 12.47
            infinite{le="+Inf"} +Inf
            not_a_number NaN
            exemplar_bucket{le="1"} 5 # {trace_id="x"} 0.3
            :rule:name -1e-3
            """);
        Assert.Equal(0, bad);
        Assert.Equal(
            [
                "http_requests_total{code=\"200\",method=\"post\"} 1027 1395066363000", "http_requests_total{code=\"400\",method=\"post\"} 3 ", "escaped{error=\"Cannot \"find\"\nit\",path=\"C:\\DIR\\\"} 1458255915 ",
                "metric_without_labels{} 12.47 ", "infinite{le=\"+Inf\"} Infinity ", "not_a_number{} NaN ", "exemplar_bucket{le=\"1\"} 5 ", ":rule:name{} -0.001 ",
            ],
            lines);
    }

    [Theory]
    [InlineData("1abc 3")]
    [InlineData("name")]
    [InlineData("name{a=b} 1")]
    [InlineData("name{a=\"b} 1")]
    [InlineData("name{=\"b\"} 1")]
    [InlineData("name one")]
    [InlineData("name{a=\"b\"}")]
    [InlineData("name 1 yesterday")]
    public void A_line_that_is_none_is_passed_over(string line) => Assert.Equal((0, 1), Read(line) is var (lines, bad) ? (lines.Count, bad) : default);

    [Fact]
    public void Whatever_comes_is_read_or_passed_over()
    {
        var random = new Random(5);
        const string Letters = "ab{}=\",\\ \n#1.+-eINFnaT:_\t\0é";
        for (var run = 0; run < 20_000; run++)
        {
            Read(new string([.. Enumerable.Range(0, random.Next(60)).Select(_ => Letters[random.Next(Letters.Length)])]));
        }
    }

    private static (List<string> Lines, int Bad) Read(string text)
    {
        var lines = new List<string>();
        var bad = ExpositionReader.Read(text, (labels, value, time) => lines.Add(FormattableString.Invariant($"{labels} {value} {time}")));
        return (lines, bad);
    }
}
