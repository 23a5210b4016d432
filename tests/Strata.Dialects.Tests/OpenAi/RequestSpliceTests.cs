using System.Text;
using Strata.Dialects.OpenAi;
using Strata.Dialects.Wire;

namespace Strata.Dialects.Tests.OpenAi;

public sealed class RequestSpliceTests
{
    [Theory]
    [InlineData("""{"x":1,"model":"a","y":{"z":[ 1 ]}}""", """{"x":1,"model":"r/b","y":{"z":[ 1 ]}}""", false)]
    [InlineData("""{"model":"a","stream":true}""", """{"model":"r/b","stream_options":{"include_usage":true},"stream":true}""", true)]
    [InlineData("""{"stream_options":{"include_obfuscation":true},"model":"a"}""", """{"stream_options":{"include_usage":true,"include_obfuscation":true},"model":"r/b"}""", true)]
    [InlineData("""{"model":"a","stream_options":{ }}""", """{"model":"r/b","stream_options":{"include_usage":true }}""", true)]
    [InlineData("""{"model":"a","stream_options":null}""", """{"model":"r/b","stream_options":{"include_usage":true}}""", true)]
    [InlineData("""{"model":"a","stream_options":{"include_usage":false}}""", """{"model":"r/b","stream_options":{"include_usage":true}}""", true)]
    [InlineData("""{"model":"a","stream_options":{"include_usage":true}}""", """{"model":"r/b","stream_options":{"include_usage":true}}""", true)]
    public void Only_the_model_and_the_wish_for_usage_change(string body, string expected, bool askUsage)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var parts = RequestSplice.Build(bytes, RequestScanner.Scan(bytes).Value, new SpliceOptions("r/b", askUsage));
        Assert.Equal(expected, string.Concat(parts.Select(p => Encoding.UTF8.GetString(p.Span))));
    }

    [Fact]
    public void A_name_that_stays_leaves_the_body_in_one_piece()
    {
        var bytes = "{\"model\":\"a\"}"u8.ToArray();
        Assert.Single(RequestSplice.Build(bytes, RequestScanner.Scan(bytes).Value, new SpliceOptions("a", AskUsage: false)));
    }
}
