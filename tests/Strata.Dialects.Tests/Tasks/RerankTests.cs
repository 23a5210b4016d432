using System.Buffers;
using Strata.Core.Results;
using Strata.Core.Usage;
using Strata.Dialects.Tasks;
using Strata.Dialects.Tests.Support;

namespace Strata.Dialects.Tests.Tasks;

public sealed class RerankTests
{
    private const string Body = """{"model":"m","query":"q","documents":["a",{"text":"b"},"c"],"top_n":2,"return_documents":true}""";

    [Fact]
    public void Both_forms_are_read_and_written()
    {
        foreach (var dialect in (RerankDialect[])[RerankDialect.Cohere, RerankDialect.Jina])
        {
            var request = dialect.ReadRequest(Wired.Utf8(Body)).Value;
            Assert.Equal(["a", "b", "c"], request.Documents);
            var output = new ArrayBufferWriter<byte>();
            Assert.True(dialect.WriteRequest(request, new WriteProfile("remote"), output).IsOk);
            Assert.Equal(("remote", 2), (Wired.Json(output).GetProperty("model").GetString(), Wired.Json(output).GetProperty("top_n").GetInt32()));
            var answer = RerankDialect.ReadAnswer(
                Wired.Utf8("""{"id":"x","results":[{"index":0,"relevance_score":0.1},{"index":2,"relevance_score":0.9},{"index":1,"relevance_score":0.5}],"""
                    + """ "usage":{"total_tokens":9},"meta":{"billed_units":{"search_units":1}}}"""),
                request).Value;
            Assert.Equal([2, 1], answer.Hits.Select(hit => hit.Index));
            Assert.Equal(new TokenUsage { Input = 9, ToolCalls = 1 }, answer.Usage);
            output = new ArrayBufferWriter<byte>();
            dialect.WriteAnswer(request, answer, Wired.Head, output);
            var json = Wired.Json(output);
            Assert.Equal(("c", 0.9), (json.GetProperty("results")[0].GetProperty("document").GetProperty("text").GetString(), json.GetProperty("results")[0].GetProperty("relevance_score").GetDouble()));
            Assert.Equal(answer.Usage, RerankDialect.ReadAnswer(output.WrittenMemory, request).Value.Usage is { } usage ? usage with { ToolCalls = 1 } : null);
        }
    }

    [Theory]
    [InlineData("""{"model":"m","query":"q","documents":[]}""", "documents")]
    [InlineData("""{"model":"m","query":"q","documents":[5]}""", "documents[0]")]
    [InlineData("""{"model":"m","documents":["a"]}""", "query")]
    [InlineData("""{"query":"q","documents":["a"]}""", "model")]
    [InlineData("""{"model":"m","query":"q","documents":["a"],"top_n":0}""", "top_n")]
    public void Wrong_values_are_named(string body, string field) => Assert.Equal(field, RerankDialect.Jina.ReadRequest(Wired.Utf8(body)).Problem.Field);

    [Fact]
    public void A_text_that_was_not_sent_is_the_providers_fault()
    {
        var request = RerankDialect.Cohere.ReadRequest(Wired.Utf8(Body)).Value;
        Assert.Equal(ProblemCode.UpstreamFailed, RerankDialect.ReadAnswer("""{"results":[{"index":3,"relevance_score":1}]}"""u8.ToArray(), request).Problem.Code);
        Assert.Equal("max_tokens_per_doc", RerankDialect.Jina.WriteRequest(request with { DocumentTokensMax = 5 }, new WriteProfile("r"), new ArrayBufferWriter<byte>()).Problem.Field);
    }

    [Fact]
    public void Moderations_pass_with_their_facts()
    {
        Assert.Equal((ModerationFacts.ModelDefault, false), (ModerationFacts.ReadRequest("""{"input":"x"}"""u8.ToArray()).Value.Model, ModerationFacts.ReadRequest("""{"input":"x"}"""u8.ToArray()).Value.HasModel));
        Assert.Equal("input", ModerationFacts.ReadRequest("""{"model":"m"}"""u8.ToArray()).Problem.Field);
        Assert.True(ModerationFacts.ReadAnswer("""{"results":[{"flagged":false},{"flagged":true}]}"""u8.ToArray()).Value);
    }

    [Fact]
    public void Damaged_bodies_are_problems_never_exceptions()
    {
        var request = RerankDialect.Cohere.ReadRequest(Wired.Utf8(Body)).Value;
        foreach (var body in Fuzz.Of(Body + " ", 7).Concat(Fuzz.Of("""{"results":[{"index":0,"relevance_score":0.1}],"usage":{"total_tokens":9},"input":"x"}""", 8)))
        {
            RerankDialect.Cohere.ReadRequest(body);
            RerankDialect.ReadAnswer(body, request);
            ModerationFacts.ReadRequest(body);
            ModerationFacts.ReadAnswer(body);
        }
    }
}
