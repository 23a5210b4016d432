using Strata.Dialects.Canonical;

namespace Strata.Gateway.Attempts;

/// <summary>Asks another target to go on with an answer that broke: the conversation, what came of the answer, and the wish to go on exactly there.</summary>
internal static class Continuation
{
    private const string Wish = "Your last message broke off. Go on exactly where it stops: repeat nothing, say nothing about the break.";

    public static ChatRequest Of(ChatRequest request, string text) => text.Length == 0
        ? request
        : request with
        {
            Messages =
            [
                .. request.Messages,
                new ChatMessage(MessageRole.Assistant, [new TextBlock(text)]),
                new ChatMessage(MessageRole.User, [new TextBlock(Wish)]),
            ],
        };
}
