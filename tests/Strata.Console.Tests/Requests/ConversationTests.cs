using Strata.Console.Requests;

namespace Strata.Console.Tests.Requests;

public sealed class ConversationTests
{
    [Theory]
    [InlineData("""[{"role":"user","parts":[{"type":"text","content":"hi"},{"type":"text","content":"there"}]}]""", "user", "hi\nthere")]
    [InlineData("""[{"role":"tool","content":"42"}]""", "tool", "42")]
    [InlineData("""[{"role":"user","content":[{"type":"text","text":"look"},{"type":"image_url","image_url":{"url":"x"}}]}]""", "user", "look\n{\"type\":\"image_url\",\"image_url\":{\"url\":\"x\"}}")]
    [InlineData("plain words", "fallback", "plain words")]
    [InlineData("""[{"role":"user","content":"cut in the mid""", "fallback", """[{"role":"user","content":"cut in the mid""")]
    [InlineData("""[1,{"role":7}]""", "fallback", "1\n{\"role\":7}")]
    [InlineData("\"text\"", "fallback", "text")]
    public void Captured_messages_are_read_in_every_shape(string captured, string role, string text) =>
        Assert.Equal([new ConversationMessage(role, text)], Conversation.Parse(captured, "fallback"));

    [Fact]
    public void A_replayed_prompt_cannot_leave_its_quotes() =>
        Assert.Contains("it'\\''s", Snippets.Replay("http://x", "m", [new("user", "it's")]), StringComparison.Ordinal);
}
