using System.Text;
using Strata.Core.Usage;

using Strata.Stored.Batches;

namespace Strata.Stored.Tests.Batches;

public sealed class BatchStateTests
{
    [Theory]
    [InlineData("validating", false)]
    [InlineData("in_progress", false)]
    [InlineData("cancelling", false)]
    [InlineData("completed", true)]
    [InlineData("failed", true)]
    [InlineData("expired", true)]
    [InlineData("cancelled", true)]
    public void OpenAi_s_words_tell_whether_more_will_come(string status, bool isOver)
    {
        var body = $$"""{"id":"batch_1","object":"batch","endpoint":"/v1/chat/completions","status":"{{status}}","output_file_id":"file-o","error_file_id":null}""";
        var state = BatchState.Read(BatchForm.OpenAi, Encoding.UTF8.GetBytes(body))!;
        Assert.Equal(("batch_1", isOver, "file-o", null, "/v1/chat/completions"), (state.Id, state.IsOver, state.OutputFile, state.ErrorFile, state.Endpoint));
        Assert.Null(state.Use);
    }

    [Fact]
    public void A_batch_that_tells_its_usage_needs_no_results()
    {
        var state = BatchState.Read(BatchForm.OpenAi, """
            {"id":"batch_1","status":"completed","model":"gpt-5","request_counts":{"total":3,"completed":2,"failed":1},
             "usage":{"input_tokens":100,"input_tokens_details":{"cached_tokens":40},"output_tokens":50,"output_tokens_details":{"reasoning_tokens":20},"total_tokens":150}}
            """u8)!;
        Assert.Equal(new BatchUse("gpt-5", new TokenUsage { Input = 60, CachedInput = 40, Output = 30, Reasoning = 20 }, 2), state.Use);
    }

    [Theory]
    [InlineData("""{"id":"msgbatch_1","type":"message_batch","processing_status":"in_progress"}""", false)]
    [InlineData("""{"id":"msgbatch_1","type":"message_batch","processing_status":"ended","results_url":"https://x/results"}""", true)]
    public void Anthropic_s_end_is_one_word(string body, bool isOver) => Assert.Equal(isOver, BatchState.Read(BatchForm.Anthropic, Encoding.UTF8.GetBytes(body))!.IsOver);

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"id":7}""")]
    [InlineData("""{"id":"b","status":"completed","usage":{"input_tokens":1e99,"output_tokens":-1},"model":"m"}""")]
    public void What_is_no_batch_is_none(string body) => Assert.Null(BatchState.Read(BatchForm.OpenAi, Encoding.UTF8.GetBytes(body))?.Use);
}
