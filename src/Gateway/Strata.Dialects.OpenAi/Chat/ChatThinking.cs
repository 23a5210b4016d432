using System.Text.Json;
using Strata.Dialects.Canonical;

namespace Strata.Dialects.OpenAi.Chat;

/// <summary>Reasoning of a message: <c>reasoning_content</c>, and <c>reasoning_details</c> beside it where there are seals.</summary>
internal static class ChatThinking
{
    public static void Write(Utf8JsonWriter json, IReadOnlyList<ThinkingBlock> thinking)
    {
        var text = string.Concat(thinking.Select(t => t.Text));
        if (text.Length > 0)
        {
            json.WriteString("reasoning_content", text);
        }

        if (thinking.Any(ReasoningDetails.IsNeeded))
        {
            json.WriteStartArray("reasoning_details");
            for (var i = 0; i < thinking.Count; i++)
            {
                ReasoningDetails.Write(json, thinking[i], i);
            }

            json.WriteEndArray();
        }
    }
}
