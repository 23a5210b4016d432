using System.Buffers;
using Strata.Core.Results;
using Strata.Core.Usage;
using Strata.Dialects.Tasks;
using Strata.Dialects.Tests.Support;

namespace Strata.Dialects.Tests.Tasks;

public sealed class EmbeddingTests
{
    private static readonly EmbeddingAnswer Two = new([new float[] { 0.5f, -1.25f }, new float[] { float.Epsilon, float.MaxValue }]) { Usage = new TokenUsage { Input = 7 } };

    private static IEmbeddingDialect Of(string name) => name switch
    {
        "openai" => OpenAiEmbeddings.Instance,
        "gemini" => GeminiEmbeddings.Instance,
        "ollama" => OllamaEmbeddings.Instance,
        _ => CohereEmbeddings.Instance,
    };

    private static EmbeddingRequest Read(string dialect, string body) => Of(dialect).ReadRequest(Wired.Utf8(body), new("g")) is var result && result.IsOk ? result.Value
        : throw new InvalidOperationException(result.ToString());

    private static System.Text.Json.JsonElement Write(string dialect, EmbeddingRequest request)
    {
        var output = new ArrayBufferWriter<byte>();
        var written = Of(dialect).WriteRequest(request, new WriteProfile("remote"), output);
        Assert.True(written.IsOk, written.ToString());
        return Wired.Json(output);
    }

    [Theory]
    [InlineData("""{"model":"m","input":"a"}""", 1)]
    [InlineData("""{"model":"m","input":["a","b"],"encoding_format":"base64","dimensions":2,"user":"u"}""", 2)]
    [InlineData("""{"model":"m","input":[1,2,3]}""", 1)]
    [InlineData("""{"model":"m","input":[[1,2],[3]]}""", 2)]
    public void OpenAi_takes_texts_and_tokens(string body, int count)
    {
        var request = Read("openai", body);
        Assert.Equal(count, request.Inputs.Count);
        Assert.Equal(count, Write("openai", request).GetProperty("input").GetArrayLength());
    }

    [Fact]
    public void Vectors_keep_every_bit_in_both_forms()
    {
        foreach (var format in (EmbeddingFormat[])[EmbeddingFormat.Floats, EmbeddingFormat.Base64])
        {
            var request = Read("openai", """{"model":"m","input":["a","b"]}""") with { Format = format };
            var output = new ArrayBufferWriter<byte>();
            OpenAiEmbeddings.Instance.WriteAnswer(request, Two, Wired.Head, output);
            var back = OpenAiEmbeddings.Instance.ReadAnswer(output.WrittenMemory).Value;
            Assert.Equal(Two.Vectors.Select(vector => vector.ToArray()), back.Vectors.Select(vector => vector.ToArray()));
            Assert.Equal(7, back.Usage!.Value.Input);
            Assert.Equal(format == EmbeddingFormat.Base64 ? "AAAAPwAAoL8=" : null,
                Wired.Json(output).GetProperty("data")[0].GetProperty("embedding") is { ValueKind: System.Text.Json.JsonValueKind.String } text ? text.GetString() : null);
        }
    }

    [Fact]
    public void Gemini_asks_for_one_or_for_many()
    {
        var one = Read("gemini", """{"content":{"parts":[{"text":"a"}]},"embedContentConfig":{"outputDimensionality":16,"taskType":"RETRIEVAL_QUERY"}}""");
        Assert.Equal((true, 16, "search_query", "g"), (one.IsSingle, one.Dimensions, one.InputType, one.Model));
        var many = Read("gemini", """{"requests":[{"model":"models/g","content":{"parts":[{"text":"a"}]},"task_type":"RETRIEVAL_QUERY"}"""
            + """,{"model":"models/g","content":{"parts":[{"text":"b"}]},"taskType":"RETRIEVAL_QUERY"}]}""");
        Assert.Equal((false, 2), (many.IsSingle, many.Inputs.Count));
        var body = Write("gemini", many);
        Assert.Equal(("models/remote", "RETRIEVAL_QUERY"), (body.GetProperty("requests")[1].GetProperty("model").GetString(), body.GetProperty("requests")[1].GetProperty("taskType").GetString()));
        Assert.Equal("search_query", Write("cohere", one).GetProperty("input_type").GetString());
        var output = new ArrayBufferWriter<byte>();
        GeminiEmbeddings.Instance.WriteAnswer(one, Two, Wired.Head, output);
        Assert.Equal([0.5f, -1.25f], GeminiEmbeddings.Instance.ReadAnswer(output.WrittenMemory).Value.Vectors[0].ToArray());
        Assert.Equal("requests", GeminiEmbeddings.Instance.ReadRequest(Wired.Utf8("""{"requests":[{"content":{"parts":[{"text":"a"}]},"taskType":"X"},{"content":{"parts":[{"text":"b"}]}}]}"""), new("g")).Problem.Field);
        Assert.Equal(ProblemCode.UnsupportedParameter, GeminiEmbeddings.Instance.ReadRequest(Wired.Utf8("""{"content":{"parts":[{"inlineData":{"data":"AA"}}]}}"""), new("g")).Problem.Code);
    }

    [Fact]
    public void Ollama_has_a_new_and_an_old_form()
    {
        var old = Read("ollama", """{"model":"m","prompt":"a"}""");
        var request = Read("ollama", """{"model":"m","input":["a","b"],"truncate":false,"keep_alive":"5m","dimensions":2}""");
        Assert.True(old.IsSingle);
        Assert.False(Write("ollama", request).GetProperty("truncate").GetBoolean());
        Assert.Equal("5m", Write("ollama", request).GetProperty("keep_alive").GetString());
        Assert.Equal("NONE", Write("cohere", request).GetProperty("truncate").GetString());
        var output = new ArrayBufferWriter<byte>();
        OllamaEmbeddings.Instance.WriteAnswer(request, Two, Wired.Head, output);
        var back = OllamaEmbeddings.Instance.ReadAnswer(output.WrittenMemory).Value;
        Assert.Equal((2, 7L), (back.Vectors.Count, back.Usage!.Value.Input));
        output = new ArrayBufferWriter<byte>();
        OllamaEmbeddings.Instance.WriteAnswer(old, Two, Wired.Head, output);
        Assert.Equal(2, Wired.Json(output).GetProperty("embedding").GetArrayLength());
    }

    [Fact]
    public void What_a_provider_cannot_take_is_refused_by_name()
    {
        var tokens = Read("openai", """{"model":"m","input":[1,2]}""");
        var extra = Read("openai", """{"model":"m","input":"a","secret_sauce":1}""");
        foreach (var dialect in (string[])["gemini", "ollama", "cohere"])
        {
            Assert.Equal("input", Of(dialect).WriteRequest(tokens, new WriteProfile("r"), new ArrayBufferWriter<byte>()).Problem.Field);
            Assert.Equal("secret_sauce", Of(dialect).WriteRequest(extra, new WriteProfile("r"), new ArrayBufferWriter<byte>()).Problem.Field);
        }

        Assert.Equal(1, Write("openai", extra).GetProperty("secret_sauce").GetInt32());
    }

    [Theory]
    [InlineData("""{"model":"m"}""", "input")]
    [InlineData("""{"model":"m","input":[]}""", "input")]
    [InlineData("""{"model":"m","input":[{}]}""", "input")]
    [InlineData("""{"model":"m","input":[1,-2]}""", "input")]
    [InlineData("""{"input":"a"}""", "model")]
    [InlineData("""{"model":"m","input":"a","encoding_format":"int8"}""", "encoding_format")]
    [InlineData("""{"model":"m","input":"a","dimensions":0}""", "dimensions")]
    public void Wrong_values_are_named(string body, string field) => Assert.Equal(field, OpenAiEmbeddings.Instance.ReadRequest(Wired.Utf8(body), default).Problem.Field);

    [Fact]
    public void An_answer_that_does_not_fit_is_the_providers_fault()
    {
        var request = Read("openai", """{"model":"m","input":["a","b"],"dimensions":2}""");
        Assert.True(Two.Fits(request).IsOk);
        Assert.Equal(ProblemCode.UpstreamFailed, Two.Fits(request with { Dimensions = 3 }).Problem.Code);
        Assert.Equal(ProblemCode.UpstreamFailed, Two.Fits(request with { Inputs = [new("a")] }).Problem.Code);
        Assert.Equal(ProblemCode.UpstreamFailed, OpenAiEmbeddings.Instance.ReadAnswer("""{"data":[{"embedding":"AADAfw=="}]}"""u8.ToArray()).Problem.Code);
        Assert.Equal(ProblemCode.UpstreamFailed, OpenAiEmbeddings.Instance.ReadAnswer("""{"data":[{"embedding":[1,"x"]}]}"""u8.ToArray()).Problem.Code);
        Assert.Equal([1f, 2f], CohereEmbeddings.Instance.ReadAnswer("""{"embeddings":{"float":[[1,2]]},"meta":{"billed_units":{"input_tokens":3}}}"""u8.ToArray()).Value.Vectors[0].ToArray());
        Assert.Equal([2f, 1f], OpenAiEmbeddings.Instance.ReadAnswer("""{"data":[{"index":1,"embedding":[1]},{"index":0,"embedding":[2]}]}"""u8.ToArray()).Value.Vectors.Select(vector => vector.Span[0]));
    }

    [Fact]
    public void Damaged_bodies_are_problems_never_exceptions()
    {
        foreach (var dialect in (string[])["openai", "gemini", "ollama", "cohere"])
        {
            foreach (var body in Fuzz.Of("""{"model":"m","input":["a",[1,2]],"content":{"parts":[{"text":"a"}]},"data":[{"index":0,"embedding":[1,2.5e3]}],"embeddings":[[1,2]],"usage":{"prompt_tokens":3}}""", 6))
            {
                if (Of(dialect).ReadRequest(body, new("g")).Try(out var request, out _))
                {
                    Of(dialect).WriteRequest(request, new WriteProfile("r"), new ArrayBufferWriter<byte>());
                }

                Of(dialect).ReadAnswer(body);
            }
        }
    }
}
