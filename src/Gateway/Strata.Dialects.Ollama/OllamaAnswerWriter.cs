using System.Buffers;
using Strata.Dialects.Canonical;

namespace Strata.Dialects.Ollama;

/// <summary>Writes a whole answer: its first choice, texts joined.</summary>
internal static class OllamaAnswerWriter
{
    public static void Write(ChatAnswer answer, AnswerHead head, bool isChat, IBufferWriter<byte> output)
    {
        var choice = answer.Choices.Count > 0 ? answer.Choices[0] : new AnswerChoice();
        var text = string.Concat(choice.Blocks.Select(block => block switch { TextBlock words => words.Text, RefusalBlock words => words.Text, _ => "" }));
        var thinking = string.Concat(choice.Blocks.OfType<ThinkingBlock>().Select(block => block.Text));
        var images = choice.Blocks.OfType<ImageBlock>().Where(block => block.Source.Base64 is not null).Select(block => block.Source.Base64!).ToList();
        var lines = new OllamaLineWriter(head, isChat);
        lines.Write(output, new OllamaContent(text, thinking, images, choice.Blocks.OfType<ToolCallBlock>().ToList()), json =>
        {
            OllamaLogProbs.Write(json, choice.LogProbs);
            lines.End(json, OllamaStops.Write(choice.StopReason, choice.StopWord), answer.Usage, OllamaNames.IsOwn(answer.Dialect) ? answer.Extra : []);
        });
    }
}
