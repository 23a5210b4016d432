using Strata.Core.Generation;
using Strata.Tokenizers;

namespace Strata.Inference.Prompts;

/// <summary>The frame used where a file brings no template: <c>&lt;|im_start|&gt;role … &lt;|im_end|&gt;</c>, which many small models share.</summary>
internal static class ChatMlPrompt
{
    public static List<TextSegment> Render(IReadOnlyList<PromptMessage> messages)
    {
        List<TextSegment> segments = [];
        foreach (var message in messages)
        {
            segments.Add(new TextSegment("<|im_start|>", true));
            segments.Add(new TextSegment(message.Role + "\n" + message.Content, false));
            segments.Add(new TextSegment("<|im_end|>\n", true));
        }

        segments.Add(new TextSegment("<|im_start|>assistant\n", true));
        return segments;
    }
}
