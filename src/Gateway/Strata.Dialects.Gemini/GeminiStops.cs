using Strata.Dialects.Canonical;

namespace Strata.Dialects.Gemini;

/// <summary>The table of <c>finishReason</c> (Gemini API, Candidate.FinishReason).</summary>
internal static class GeminiStops
{
    public static StopReason Read(string word, bool hasCalls) => word switch
    {
        "STOP" => hasCalls ? StopReason.ToolCalls : StopReason.EndOfTurn,
        "MAX_TOKENS" => StopReason.Length,
        "SAFETY" or "RECITATION" or "BLOCKLIST" or "PROHIBITED_CONTENT" or "SPII" or "MODEL_ARMOR" => StopReason.ContentFilter,
        "IMAGE_SAFETY" or "IMAGE_PROHIBITED_CONTENT" or "IMAGE_RECITATION" => StopReason.ContentFilter,
        _ => StopReason.Other,
    };

    /// <summary>The word for a reason. What Gemini has no word for is <c>OTHER</c>, and <see cref="Message"/> tells it.</summary>
    public static string Write(StopReason reason, string word) => reason switch
    {
        StopReason.EndOfTurn or StopReason.StopSequence or StopReason.ToolCalls => "STOP",
        StopReason.Length or StopReason.ContextFull => "MAX_TOKENS",
        StopReason.ContentFilter or StopReason.Refusal => IsOwn(word) && Read(word, false) == StopReason.ContentFilter ? word : "SAFETY",
        _ => IsOwn(word) ? word : "OTHER",
    };

    /// <summary>The <c>finishMessage</c> that tells what the word alone does not; null where the word says all.</summary>
    public static string? Message(StopReason reason, string word) => reason switch
    {
        StopReason.Refusal => "The model refused.",
        StopReason.Pause => "The provider paused a long turn (pause_turn): send the answer back to go on.",
        StopReason.ContextFull => "The context is full.",
        StopReason.Other when word.Length > 0 && !IsOwn(word) => "The provider ended the answer with: " + word,
        _ => null,
    };

    private static bool IsOwn(string word) => word.Length > 0 && word.All(one => one is >= 'A' and <= 'Z' or '_');
}
