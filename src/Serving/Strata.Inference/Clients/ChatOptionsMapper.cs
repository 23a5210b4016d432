using Microsoft.Extensions.AI;
using Strata.Core.Generation;

namespace Strata.Inference.Clients;

/// <summary>From Microsoft.Extensions.AI's words to ours. What is not offered is refused by name, never ignored.</summary>
internal static class ChatOptionsMapper
{
    public static GenerationRequest Map(IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        Refuse(options?.Tools is { Count: > 0 }, nameof(ChatOptions.Tools));
        Refuse(options?.ResponseFormat is ChatResponseFormatJson, nameof(ChatOptions.ResponseFormat));
        Refuse(options?.FrequencyPenalty is not (null or 0), nameof(ChatOptions.FrequencyPenalty));
        Refuse(options?.PresencePenalty is not (null or 0), nameof(ChatOptions.PresencePenalty));
        var prompt = messages.Select(Map);
        return new GenerationRequest
        {
            Messages = [.. options?.Instructions is { Length: > 0 } instructions ? prompt.Prepend(new PromptMessage("system", instructions)) : prompt],
            OutputTokensMax = options?.MaxOutputTokens,
            Stop = [.. options?.StopSequences ?? []],
            Sampling = new Sampling
            {
                Temperature = options?.Temperature ?? 1,
                TopK = options?.TopK ?? 0,
                TopP = options?.TopP ?? 1,
                Seed = options?.Seed is { } seed ? (ulong)seed : null,
            },
        };
    }

    public static ChatFinishReason Map(FinishReason reason) => reason == FinishReason.Length ? ChatFinishReason.Length : ChatFinishReason.Stop;

    private static PromptMessage Map(ChatMessage message)
    {
        foreach (var content in message.Contents)
        {
            Refuse(content is not TextContent, content.GetType().Name);
        }

        return new PromptMessage(message.Role.Value, message.Text) { Name = message.AuthorName };
    }

    private static void Refuse(bool given, string name)
    {
        if (given)
        {
            throw new NotSupportedException($"{name} is not offered by this engine.");
        }
    }
}
