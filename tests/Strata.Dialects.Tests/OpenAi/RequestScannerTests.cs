using System.Text;
using Strata.Core.Results;
using Strata.Dialects.OpenAi;
using Strata.Dialects.Wire;

namespace Strata.Dialects.Tests.OpenAi;

public sealed class RequestScannerTests
{
    [Fact]
    public void It_finds_what_routing_needs_wherever_it_stands()
    {
        var body = Encoding.UTF8.GetBytes("""{"messages":[{"model":"inner"}], "stream":true, "model" : "mö\u0041", "stream_options":{"include_usage":false,"x":1},"max_tokens":5}""");
        var scan = RequestScanner.Scan(body).Value;
        Assert.Equal("möA", scan.Model);
        Assert.Equal("\"mö\\u0041\"", Encoding.UTF8.GetString(scan.ModelAt.Of(body)));
        Assert.True(scan.Stream);
        Assert.False(scan.IncludeUsage);
        Assert.Equal("false", Encoding.UTF8.GetString(scan.IncludeUsageAt.Of(body)));
        Assert.Equal(5, scan.OutputTokensMax);
    }

    [Theory]
    [InlineData("{\"model\": \"x\", ", "line 1, byte")]
    [InlineData("{\"model\":\"x\"}\n\ntrailing", "line 3")]
    [InlineData("", "The body is empty")]
    [InlineData("[1,2]", "object")]
    [InlineData("{}", "'model' is missing")]
    [InlineData("{\"model\":5}", "'model' must be a string")]
    [InlineData("{\"model\":\"\"}", "1 to 256")]
    [InlineData("{\"model\":\"a\",\"model\":\"b\"}", "twice")]
    [InlineData("{\"model\":\"a\",\"stream\":\"yes\"}", "'stream'")]
    [InlineData("{\"model\":\"\\ud800\"}", "surrogate")]
    [InlineData("{\"model\":\"a\",\"stream_options\":7}", "'stream_options'")]
    public void What_is_wrong_is_said_with_its_place(string body, string said)
    {
        var problem = RequestScanner.Scan(Encoding.UTF8.GetBytes(body)).Problem;
        Assert.Equal(ProblemCode.InvalidRequest, problem.Code);
        Assert.Contains(said, problem.Message);
    }

    [Fact]
    public void Bad_utf8_is_named_by_its_byte()
    {
        byte[] body = [.. "{\"model\":\"ab"u8, 0xC3, 0x28, .. "\"}"u8];
        Assert.Contains("byte 13", RequestScanner.Scan(body).Problem.Message);
    }

    [Fact]
    public void A_body_nested_without_end_is_refused()
    {
        var deep = "{\"model\":\"a\",\"x\":" + new string('[', 100_000);
        Assert.False(RequestScanner.Scan(Encoding.UTF8.GetBytes(deep)).IsOk);
    }

    [Fact]
    public void Hostile_bodies_never_crash_the_scanner()
    {
        var random = new Random(4);
        var seeds = new[]
        {
            """{"model":"m","messages":[{"role":"user","content":[{"type":"text","text":"a\u00e4"}],"name":"n"}],"stream":true,"stream_options":{"include_usage":true},"stop":["x"],"max_tokens":7,"metadata":{"a":"b"}}""",
            """{"model":"m","prompt":[[1,2,3]],"logit_bias":{},"n":1,"tools":[],"response_format":{"type":"text"},"seed":-4}""",
        }.Select(Encoding.UTF8.GetBytes).ToArray();
        for (var i = 0; i < 30_000; i++)
        {
            var body = (byte[])seeds[i % 2].Clone();
            for (var hit = random.Next(1, 4); hit > 0; hit--)
            {
                body[random.Next(body.Length)] = random.Next(3) == 0 ? (byte)random.Next(256) : (byte)"{}[]\":,0-1.eE\\utrfn "[random.Next(20)];
            }

            var cut = random.Next(4) == 0 ? body.AsSpan(0, random.Next(body.Length)) : body;
            if (RequestScanner.Scan(cut).Try(out var scan, out _))
            {
                RequestSplice.Build(cut.ToArray(), scan, new SpliceOptions("other", AskUsage: true));
            }
        }
    }
}
