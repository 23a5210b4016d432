using Strata.Core.Generation;

namespace Strata.Gateway.Dialects.OpenAi;

/// <summary>OpenAI's words for why an answer ended.</summary>
internal static class FinishWords
{
    public static string Of(FinishReason reason) => reason == FinishReason.Length ? "length" : "stop";
}
