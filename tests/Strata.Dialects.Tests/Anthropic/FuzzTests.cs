using System.Buffers;
using System.Text;
using Strata.Core.Results;
using Strata.Dialects.Anthropic;

namespace Strata.Dialects.Tests.Anthropic;

/// <summary>Readers of outside bytes end with a value or a problem, whatever comes.</summary>
public class FuzzTests
{
    private const string Request = """
        {"model":"m","max_tokens":5,"system":"s","messages":[{"role":"user","content":[{"type":"text","text":"\u00e9"},{"type":"document","source":{"type":"text","data":"d"},"citations":{"enabled":true}}]},
        {"role":"assistant","content":[{"type":"thinking","thinking":"t","signature":"strata-seal.1.eyJvIjoieCJ9"},{"type":"tool_use","id":"a","name":"f","input":{"x":[1,{}]}}]},
        {"role":"user","content":[{"type":"tool_result","tool_use_id":"a","content":[{"type":"image","source":{"type":"url","url":"u"}}]}]}],
        "tools":[{"name":"f","input_schema":{}}],"tool_choice":{"type":"auto"},"thinking":{"type":"adaptive"},"output_config":{"format":{"type":"json_schema","schema":{}}}}
        """;

    private const string Answer = """
        {"id":"i","type":"message","model":"m","content":[{"type":"text","text":"t","citations":[]},{"type":"tool_use","id":"a","name":"f","input":{}},{"type":"x"}],"stop_reason":"end_turn",
        "usage":{"input_tokens":1,"output_tokens":2,"cache_creation":{"ephemeral_1h_input_tokens":3},"server_tool_use":{"web_search_requests":1},"iterations":[{"type":"compaction","input_tokens":4}]}}
        """;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Broken_bodies_never_throw(int seed)
    {
        var dialect = AnthropicDialect.Instance;
        var random = new Random(seed);
        for (var round = 0; round < 1_500; round++)
        {
            var request = Mutated(Request, random);
            if (dialect.ReadRequest(request, default).Try(out var read, out _))
            {
                dialect.WriteRequest(read, AnthropicJson.Profile, new ArrayBufferWriter<byte>());
                dialect.WriteRequest(read with { Dialect = "other" }, AnthropicJson.Profile, new ArrayBufferWriter<byte>());
            }

            dialect.Wire!.ScanRequest(request, default);
            var answer = Mutated(Answer, random);
            if (dialect.ReadAnswer(answer).Try(out var whole, out _))
            {
                dialect.WriteAnswer(whole, new AnswerHead("1", 0, "m"), new ArrayBufferWriter<byte>());
            }

            dialect.Wire!.ScanAnswer(answer, null);
            dialect.ReadError(500, answer);
            AnthropicDialect.ReadCountAnswer(answer);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Broken_streams_never_throw_and_what_was_read_can_be_written(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 150; round++)
        {
            var (steps, problem) = AnthropicStream.Read(Mutated(AnthropicStream.Text, random));
            Assert.True(problem is null or { Code: ProblemCode.UpstreamFailed });
            AnthropicStream.Write(steps, new AnswerHead("1", 0, "m"));
        }
    }

    private static byte[] Mutated(string text, Random random)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var edits = random.Next(1, 5); edits > 0; edits--)
        {
            var at = random.Next(bytes.Length);
            switch (random.Next(4))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes = [.. bytes[..at], .. bytes[Math.Min(bytes.Length, at + random.Next(1, 12))..]];
                    break;
                case 2:
                    bytes = [.. bytes[..at], .. "\"[]{},:0-9nulltrue\\ud8"u8.Slice(random.Next(18), 3), .. bytes[at..]];
                    break;
                default:
                    bytes[at] = "\"{}[],:0"u8[random.Next(8)];
                    break;
            }

            if (bytes.Length == 0)
            {
                return bytes;
            }
        }

        return bytes;
    }
}
