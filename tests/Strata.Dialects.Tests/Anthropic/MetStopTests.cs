using System.Buffers;
using System.Text;
using System.Text.Json;
using Strata.Dialects.Anthropic;
using Strata.Dialects.Canonical;

namespace Strata.Dialects.Tests.Anthropic;

public sealed class MetStopTests
{
    private static readonly string[] Two = ["STOP", "END"];

    [Theory]
    [InlineData(StopReason.StopSequence, "said", "text", "said", StopReason.StopSequence)]
    [InlineData(StopReason.EndOfTurn, null, "the END", "END", StopReason.StopSequence)]
    [InlineData(StopReason.EndOfTurn, null, "the END.", null, StopReason.EndOfTurn)]
    [InlineData(StopReason.StopSequence, null, "which?", null, StopReason.StopSequence)]
    [InlineData(StopReason.Length, null, "the END", null, StopReason.Length)]
    public void A_stop_text_is_told_where_it_can_be_known(StopReason reason, string? said, string text, string? expected, StopReason told)
    {
        foreach (var size in (int[])[1, 2, 100])
        {
            var met = new MetStop(Two);
            foreach (var piece in text.Chunk(size))
            {
                met.Take(new string(piece));
            }

            Assert.Equal((told, expected), met.End(reason, said));
        }
    }

    [Fact]
    public void The_only_one_that_was_asked_is_the_one_that_was_met() => Assert.Equal((StopReason.StopSequence, "END"), new MetStop(["END"]).End(StopReason.StopSequence, null));

    [Theory]
    [InlineData("one END", "stop_sequence", "END")]
    [InlineData("one", "end_turn", null)]
    public void Answers_and_streams_of_other_dialects_tell_it(string text, string reason, string? stop)
    {
        var head = new AnswerHead("1", 0, "m") { Request = new ChatRequest { Dialect = "anthropic", Model = "m", Stop = Two } };
        var whole = new ArrayBufferWriter<byte>();
        var choice = new AnswerChoice { Blocks = [new TextBlock(text)], StopReason = StopReason.EndOfTurn, StopWord = "stop" };
        AnthropicDialect.Instance.WriteAnswer(new ChatAnswer { Dialect = "openai.chat", Choices = [choice] }, head, whole);
        using var answer = JsonDocument.Parse(whole.WrittenMemory);
        Assert.Equal((reason, stop), (answer.RootElement.GetProperty("stop_reason").GetString(), answer.RootElement.GetProperty("stop_sequence").GetString()));

        var stream = new ArrayBufferWriter<byte>();
        var writer = AnthropicDialect.Instance.OpenWriter(head);
        writer.Write(new AnswerEvent(AnswerEventKind.BlockStarted) { BlockKind = BlockKind.Text }, stream);
        foreach (var one in text)
        {
            writer.Write(new AnswerEvent(AnswerEventKind.Delta) { BlockKind = BlockKind.Text, Text = one.ToString() }, stream);
        }

        writer.Write(new AnswerEvent(AnswerEventKind.ChoiceEnded) { StopReason = StopReason.EndOfTurn, StopWord = "stop" }, stream);
        writer.Write(new AnswerEvent(AnswerEventKind.Ended), stream);
        Assert.Contains($"\"stop_reason\":\"{reason}\",\"stop_sequence\":{(stop is null ? "null" : $"\"{stop}\"")}", Encoding.UTF8.GetString(stream.WrittenSpan), StringComparison.Ordinal);
    }
}
