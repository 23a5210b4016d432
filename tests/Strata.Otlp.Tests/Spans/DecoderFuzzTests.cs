using System.Diagnostics;
using System.Text;
using Strata.Core.Results;
using Strata.Otlp.Tests.Support;

namespace Strata.Otlp.Tests.Spans;

/// <summary>Random and mutated bytes: an answer or a problem, never an exception, in bounded time; a failing seed is in the message.</summary>
public sealed class DecoderFuzzTests : IDisposable
{
    private const int Rounds = 20_000;
    private readonly Decode decode = new();

    public void Dispose() => decode.Dispose();

    [Fact]
    public void Random_bytes()
    {
        var clock = Stopwatch.StartNew();
        for (var seed = 0; seed < Rounds; seed++)
        {
            var random = new Random(seed);
            var bytes = new byte[random.Next(200)];
            random.NextBytes(bytes);
            Check(bytes, OtlpEncoding.Protobuf, seed);
        }

        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), $"{clock.Elapsed}");
    }

    [Fact]
    public void Mutated_requests()
    {
        var whole = TestSpan.Request(
            new TestSpan().With("gen_ai.input.messages", """[{"role":"user","parts":[{"type":"text","content":"hi"}]},{"role":"tool","content":[1,{"type":"text"}],"tool_calls":[{}]}]""")
                .With("gen_ai.usage.input_tokens", 5L).With("llm.input_messages.0.message.tool_calls.0.tool_call.function.arguments", "{}").With("langfuse.observation.usage_details", """{"input":1}""")
                .With("ai.response.toolCalls", "[{}]").With("x", new object[] { 1L, new (string, object)[] { ("k", 2.0) } }).Event("gen_ai.user.message", ("content", "a"), ("tool_calls", "[]")),
            new TestSpan());
        Mutate(whole, OtlpEncoding.Protobuf);
    }

    [Fact]
    public void Mutated_json() => Mutate(
        Encoding.UTF8.GetBytes("""
            {"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"s\u00e9"}}]},"scopeSpans":[{"spans":[{"traceId":"0102030405060708090A0b0c0d0e0f10",
            "spanId":"a1a2a3a4a5a6a7a8","name":"n","kind":3,"startTimeUnixNano":"1700000000000000000","endTimeUnixNano":1700000000000000001,"unknown":{"a":[1]},
            "attributes":[{"key":"l","value":{"arrayValue":{"values":[{"doubleValue":"NaN"},{"boolValue":true},{"bytesValue":"AQI="},{"kvlistValue":{"values":[]}}]}}}],"status":{"code":2}}]}]}]}
            """),
        OtlpEncoding.Json);

    private void Mutate(byte[] whole, OtlpEncoding encoding)
    {
        var clock = Stopwatch.StartNew();
        for (var seed = 0; seed < Rounds; seed++)
        {
            var random = new Random(seed);
            var bytes = whole.ToArray();
            for (var flips = 1 + random.Next(4); flips > 0; flips--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            Check(random.Next(4) == 0 ? bytes[..random.Next(bytes.Length)] : bytes, encoding, seed);
        }

        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), $"{clock.Elapsed}");
    }

    private void Check(byte[] bytes, OtlpEncoding encoding, int seed)
    {
        try
        {
            var outcome = decode.All(bytes, encoding);
            Assert.True(outcome.IsOk || outcome.Problem.Code is ProblemCode.InvalidRequest or ProblemCode.TooLarge);
            for (var i = 0; i < decode.Batch.Count; i++)
            {
                Decode.Attributes(decode.Batch[i].Attributes);
                Decode.Lines(decode.Batch[i]);
            }
        }
        catch (Exception failure) when (failure is not Xunit.Sdk.XunitException)
        {
            Assert.Fail($"seed {seed}: {failure}");
        }
    }
}
