using Strata.Dialects.Canonical;

namespace Strata.Dialects.OpenAi;

/// <summary>
/// Why an answer ended, in the words of chat and completions. The set is closed for clients (some fail on a word they do not know),
/// so what has no word gets the nearest, and <c>native_finish_reason</c> beside it says what it was.
/// </summary>
internal static class Finish
{
    public static StopReason Read(string word, bool hasCalls, bool hasRefusal) => word switch
    {
        "stop" => hasCalls ? StopReason.ToolCalls : hasRefusal ? StopReason.Refusal : StopReason.EndOfTurn,
        "stop_sequence" => StopReason.StopSequence, // text-generation-inference
        "eos_token" => StopReason.EndOfTurn,
        "length" => StopReason.Length,
        "tool_calls" or "function_call" => StopReason.ToolCalls,
        "content_filter" => StopReason.ContentFilter,
        _ => StopReason.Other,
    };

    public static string Write(StopReason reason, string word)
    {
        if (word is "stop" or "length" or "tool_calls" or "content_filter" or "function_call")
        {
            return word;
        }

        return reason switch
        {
            StopReason.Length or StopReason.ContextFull or StopReason.Pause => "length",
            StopReason.ToolCalls => "tool_calls",
            StopReason.ContentFilter or StopReason.Refusal => "content_filter",
            _ => "stop",
        };
    }

    /// <summary>The provider's own word where ours says less; null where it says the same.</summary>
    public static string? Native(StopReason reason, string word) =>
        reason is StopReason.Pause or StopReason.ContextFull or StopReason.Refusal or StopReason.Other && word.Length > 0 && word != Write(reason, word) ? word : null;
}
