using Strata.Dialects.Canonical;

namespace Strata.Dialects.Ollama;

/// <summary>The table of <c>done_reason</c>. Ollama itself has only stop, length, load and unload; clients take any word, so other ends keep theirs.</summary>
internal static class OllamaStops
{
    public static StopReason Read(string word, bool hasCalls) => word switch
    {
        "stop" or "" => hasCalls ? StopReason.ToolCalls : StopReason.EndOfTurn,
        "tool_calls" => StopReason.ToolCalls,
        "load" or "unload" => StopReason.EndOfTurn,
        "length" => StopReason.Length,
        "content_filter" => StopReason.ContentFilter,
        "refusal" => StopReason.Refusal,
        "pause_turn" => StopReason.Pause,
        _ => StopReason.Other,
    };

    /// <summary>The provider's word; none where it hides that calls were made, so that no caller's dialect takes it for its own <c>stop</c>.</summary>
    public static string Word(string word, bool hasCalls) => hasCalls && word == "stop" ? "" : word;

    public static string Write(StopReason reason, string word) => reason switch
    {
        StopReason.EndOfTurn when word is "load" or "unload" => word,
        StopReason.EndOfTurn or StopReason.StopSequence or StopReason.ToolCalls => "stop",
        StopReason.Length or StopReason.ContextFull => "length",
        StopReason.ContentFilter => "content_filter",
        StopReason.Refusal => "refusal",
        StopReason.Pause => "pause_turn",
        _ => word.Length > 0 ? word : "stop",
    };
}
