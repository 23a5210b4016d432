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
