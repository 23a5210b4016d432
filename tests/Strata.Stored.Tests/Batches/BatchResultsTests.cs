using System.Text;
using Strata.Core.Usage;
using Strata.Dialects.Anthropic;
using Strata.Dialects.OpenAi;
using Strata.Dialects.Wire;

using Strata.Stored.Batches;

namespace Strata.Stored.Tests.Batches;

public sealed class BatchResultsTests
{
    private static readonly string Chat = string.Join(
        '\n',
        Line("a", "gpt-4o-mini", """{"prompt_tokens":10,"completion_tokens":3,"total_tokens":13,"prompt_tokens_details":{"cached_tokens":4}}"""),
        Line("b", "gpt-4o", """{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3}"""),
        "",
        """{"id":"batch_req_3","custom_id":"c","response":null,"error":{"code":"batch_expired","message":"late"}}""",
        Line("d", "gpt-4o-mini", """{"prompt_tokens":5,"completion_tokens":5,"total_tokens":10}"""));

    private static readonly string Messages = string.Join(
        '\n',
        """{"custom_id":"a","result":{"type":"succeeded","message":{"id":"msg_1","type":"message","role":"assistant","model":"claude-sonnet-4-5","content":[{"type":"text","text":"Hi"}],"""
            + """ "stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":10,"cache_creation_input_tokens":2,"cache_read_input_tokens":3,"output_tokens":34}}}}""",
        """{"custom_id":"b","result":{"type":"errored","error":{"type":"error","error":{"type":"invalid_request_error","message":"no"}}}}""",
        """{"custom_id":"c","result":{"type":"expired"}}""");

    private static IWire OpenAi => OpenAiDialects.Chat.Wire!;

    [Fact]
    public void Answers_are_summed_by_model_wherever_the_results_are_cut()
    {
        var bytes = Encoding.UTF8.GetBytes(Chat);
        foreach (var size in (int[])[1, 7, 64, bytes.Length])
        {
            var results = Read(BatchForm.OpenAi, OpenAi, bytes, size);
            Assert.Equal((1, 0, true), (results.Failures, results.Untold, results.IsWhole));
            Assert.Equal(
                [new BatchUse("gpt-4o-mini", new TokenUsage { Input = 11, CachedInput = 4, Output = 8 }, 2), new BatchUse("gpt-4o", new TokenUsage { Input = 1, Output = 2 }, 1)], results.Uses);
        }
    }

    [Fact]
    public void Messages_tell_their_own_classes_of_tokens()
    {
        var results = Read(BatchForm.Anthropic, AnthropicDialect.Instance.Wire!, Encoding.UTF8.GetBytes(Messages), 50);
        Assert.Equal(2, results.Failures);
        Assert.Equal(new BatchUse("claude-sonnet-4-5", new TokenUsage { Input = 10, CacheWrite = 2, CachedInput = 3, Output = 34 }, 1), Assert.Single(results.Uses));
    }

    [Fact]
    public void A_line_past_the_bound_is_passed_over_and_told()
    {
        var results = new BatchResults(BatchForm.OpenAi, OpenAi);
        var part = new byte[1 << 20];
        Array.Fill(part, (byte)'x');
        for (var i = 0; i < 40; i++)
        {
            results.Take(part);
        }

        results.Take(Encoding.UTF8.GetBytes("\n" + Chat));
        results.End();
        Assert.False(results.IsWhole);
        Assert.Equal(3, results.Uses.Sum(u => u.Answers));
    }

    [Fact]
    public void Whatever_comes_is_read_without_an_exception()
    {
        var random = new Random(7);
        var good = Encoding.UTF8.GetBytes(Chat + "\n" + Messages);
        for (var round = 0; round < 2_000; round++)
        {
            var bytes = good.AsSpan(random.Next(good.Length)).ToArray();
            for (var i = random.Next(8); i > 0 && bytes.Length > 0; i--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            foreach (var form in Enum.GetValues<BatchForm>())
            {
                var results = Read(form, form == BatchForm.OpenAi ? OpenAi : AnthropicDialect.Instance.Wire!, bytes, 1 + random.Next(200));
                Assert.All(results.Uses, u => Assert.True(u.Usage.Total >= 0));
                _ = BatchState.Read(form, bytes);
            }
        }
    }

    private static BatchResults Read(BatchForm form, IWire wire, byte[] bytes, int size)
    {
        var results = new BatchResults(form, wire);
        foreach (var piece in bytes.Chunk(size))
        {
            results.Take(piece);
        }

        results.End();
        return results;
    }

    private static string Line(string id, string model, string usage) =>
        $$$"""{"id":"batch_req_{{{id}}}","custom_id":"{{{id}}}","response":{"status_code":200,"request_id":"r","body":{"id":"c","object":"chat.completion","model":"{{{model}}}","""
        + $$$""" "choices":[{"index":0,"message":{"role":"assistant","content":"Hi"},"finish_reason":"stop"}],"usage":{{{usage}}}}},"error":null}""";
}
