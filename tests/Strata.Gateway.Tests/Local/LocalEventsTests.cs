using System.Buffers;
using System.Text;
using Strata.Gateway.Surfaces;
using Strata.Core.Generation;
using Strata.Core.Usage;
using Strata.Dialects;
using Strata.Dialects.Canonical;
using Strata.Dialects.Local;

namespace Strata.Gateway.Tests.Local;

public sealed class LocalEventsTests
{
    [Fact]
    public void A_generation_speaks_the_callers_dialect_in_a_stream_and_whole()
    {
        var (steps, events) = Run();
        Assert.Equal(
            [AnswerEventKind.Started, AnswerEventKind.BlockStarted, AnswerEventKind.Delta, AnswerEventKind.Delta, AnswerEventKind.BlockEnded, AnswerEventKind.ChoiceEnded, AnswerEventKind.Usage, AnswerEventKind.Ended],
            steps.Select(s => s.Kind));
        var output = new ArrayBufferWriter<byte>();
        var writer = DialectSet.All.Find("openai.chat")!.OpenWriter(new AnswerHead("1", 7, "m") { IncludeUsage = true });
        steps.ForEach(s => writer.Write(s, output));
        writer.End(output);
        var stream = Encoding.UTF8.GetString(output.WrittenSpan);
        Assert.Contains("{\"content\":\"Hi \\\"you\\\"\"}", stream);
        Assert.Contains("\"finish_reason\":\"length\"", stream);
        Assert.Contains("\"prompt_tokens\":5,\"completion_tokens\":2", stream);
        var answer = events.ToAnswer();
        Assert.Equal("Hi \"you\" 😀", ((TextBlock)answer.Choices[0].Blocks[0]).Text);
        Assert.Equal(StopReason.Length, answer.Choices[0].StopReason);
    }

    [Fact]
    public void What_broke_off_is_counted_and_has_no_end()
    {
        var events = new LocalEvents("m", 5, keepsText: false);
        Assert.False(events.Began);
        events.Take(new GenerationEvent("a", 1), []);
        Assert.Equal((5, 1), (events.Usage.Input, events.Usage.Output));
        Assert.Equal("", events.FinishWord);
    }

    [Theory]
    [InlineData("<tool_call>{\"name\": \"f\", \"arguments\": {\"a\": 1}}</tool_call>", "call f {\"a\": 1}")]
    [InlineData("Wait.<tool_call>{\"name\": \"f\", \"arguments\": {}}</tool_call>\n<tool_call>{\"name\": \"g\"}</tool_call>", "text Wait.|call f {}|call g {}")]
    [InlineData("<tool_call>no JSON</tool_call>", "text <tool_call>no JSON")]
    [InlineData("<tool_call>{\"name\": \"f\"", "text <tool_call>{\"name\": \"f\"")]
    [InlineData("a <tool b", "text a <tool b")]
    [InlineData("", "text ")]
    public void Calls_are_found_however_the_text_arrives(string written, string expected)
    {
        foreach (var size in new[] { 1, 3, 1000 })
        {
            var (steps, events) = Run(written, size, "7");
            Assert.Equal(expected, Told(events.ToAnswer().Choices[0].Blocks));
            Assert.Equal(steps.Count(s => s.Kind == AnswerEventKind.BlockStarted), steps.Count(s => s.Kind == AnswerEventKind.BlockEnded));
            Assert.Equal(expected.Contains("call ", StringComparison.Ordinal) ? StopReason.ToolCalls : StopReason.EndOfTurn, events.ToAnswer().Choices[0].StopReason);
            Assert.Equal(Enumerable.Range(0, steps.Count(s => s.Kind == AnswerEventKind.BlockStarted)), steps.Where(s => s.Kind == AnswerEventKind.BlockStarted).Select(s => s.Block));
        }
    }

    [Fact]
    public void Where_no_tools_were_offered_a_mark_of_a_call_is_text()
    {
        var (_, events) = Run("<tool_call>{\"name\": \"f\"}</tool_call>", 5, null);
        Assert.Equal("text <tool_call>{\"name\": \"f\"}</tool_call>", Told(events.ToAnswer().Choices[0].Blocks));
    }

    private static string Told(IEnumerable<Block> blocks) => string.Join('|', blocks.Select(b => b is ToolCallBlock call ? $"call {call.Name} {call.Arguments}" : $"text {((TextBlock)b).Text}"));

    private static (List<AnswerEvent> Steps, LocalEvents Events) Run(string written, int size, string? scope)
    {
        var events = new LocalEvents("m", 5, keepsText: true, scope);
        var steps = new List<AnswerEvent>();
        events.Begin(steps);
        foreach (var piece in written.Chunk(size))
        {
            events.Take(new GenerationEvent(new string(piece), 1), steps);
        }

        events.Take(new GenerationEvent("", 0) { Finish = FinishReason.EndOfText }, steps);
        return (steps, events);
    }

    private static (List<AnswerEvent> Steps, LocalEvents Events) Run()
    {
        var events = new LocalEvents("m", 5, keepsText: true);
        var steps = new List<AnswerEvent>();
        events.Begin(steps);
        events.Take(new GenerationEvent("Hi \"you\"", 1), steps);
        events.Take(new GenerationEvent(" 😀", 1) { Finish = FinishReason.Length, Usage = new TokenUsage { Input = 5, Output = 2 } }, steps);
        return (steps, events);
    }
}
