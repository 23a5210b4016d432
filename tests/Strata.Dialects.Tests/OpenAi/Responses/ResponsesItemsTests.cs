using System.Text;
using Strata.Core.Results;
using Strata.Dialects.Canonical;
using Strata.Dialects.OpenAi.Responses;
using Strata.Dialects.Tests.Support;

namespace Strata.Dialects.Tests.OpenAi.Responses;

public sealed class ResponsesItemsTests
{
    private static readonly IDialect Responses = DialectSet.All.Find("openai.responses")!;

    [Fact]
    public void A_request_that_follows_on_gets_what_was_said_before()
    {
        var first = Read("""{"model":"m","instructions":"old","input":"What is 6×7?"}""");
        Block[] said = [new ThinkingBlock("t") { Origin = "anthropic", Signature = "S" }, new TextBlock("Let me see."), new ToolCallBlock("c1", "mul", "{}")];
        var answer = new ChatAnswer { Dialect = "strata", Choices = [new AnswerChoice { Blocks = said }] };
        var stored = new ReadOnlyMemory<byte>[] { ResponsesItems.Input(first, "a"), ResponsesItems.Output(answer, "a") };
        Assert.Contains("\"id\":\"msg_a_in_0\"", Encoding.UTF8.GetString(stored[0].Span));
        Assert.DoesNotContain("old", Encoding.UTF8.GetString(stored[0].Span));

        var next = Read("""{"model":"m","instructions":"new","previous_response_id":"resp_a","input":[{"type":"function_call_output","call_id":"c1","output":"42"}]}""");
        Assert.Equal("resp_a", ResponsesItems.PreviousOf(next));
        var whole = ResponsesItems.FollowOn(next, stored).Value;
        Assert.Null(ResponsesItems.PreviousOf(whole));
        Assert.Equal([MessageRole.System, MessageRole.User, MessageRole.Assistant, MessageRole.User], whole.Messages.Select(m => m.Role));
        Assert.Equal("What is 6×7?", ((TextBlock)whole.Messages[1].Blocks[0]).Text);
        Assert.Equal("S", ((ThinkingBlock)whole.Messages[2].Blocks[0]).Signature);

        var chat = Written.Request(DialectSet.All.Find("openai.chat")!, whole, new WriteProfile("r"));
        const string Call = """{"role":"assistant","content":"Let me see.","tool_calls":[{"id":"c1","type":"function","function":{"name":"mul","arguments":"{}"}}]}""";
        Assert.Contains(Call + """,{"role":"tool","tool_call_id":"c1","content":"42"}""", chat.Body);
    }

    [Fact]
    public void A_result_of_a_call_that_nobody_made_is_refused()
    {
        var next = Read("""{"model":"m","previous_response_id":"resp_a","input":[{"type":"function_call_output","call_id":"zz","output":"42"}]}""");
        Assert.Equal(ProblemCode.InvalidRequest, ResponsesItems.FollowOn(next, []).Problem.Code);
    }

    [Fact]
    public void Stored_items_read_and_written_say_the_same()
    {
        var items = ResponsesItems.Input(Read("""
            {"model":"m","input":[{"role":"user","content":[{"type":"input_text","text":"a"},{"type":"input_image","image_url":"https://e.x/i.png"}]},{"type":"item_reference",
            "id":"msg_1"}]}
            """), "a");
        var again = ResponsesItems.Input(Read("""{"model":"m","input":"x"}""") with { Messages = ResponsesItems.Read(items).Value }, "a");
        Same.Json(System.Text.Json.Nodes.JsonNode.Parse(items)!, Encoding.UTF8.GetString(again));
        Assert.False(ResponsesItems.Read("{]"u8.ToArray()).IsOk);
    }

    private static ChatRequest Read(string body) => Responses.ReadRequest(Encoding.UTF8.GetBytes(body), default).Value;
}
