using Strata.Dialects.Canonical;

namespace Strata.Dialects.Anthropic;

/// <summary>The dialect's own words.</summary>
internal static class AnthropicWords
{
    /// <summary>The dialect's name.</summary>
    public const string Dialect = "anthropic";

    /// <summary>Texts that end an answer, at most.</summary>
    public const int StopsMax = 8_191;

    /// <summary>Why an answer ended, from the provider's word.</summary>
    public static StopReason Reason(string word) => word switch
    {
        "end_turn" => StopReason.EndOfTurn,
        "max_tokens" => StopReason.Length,
        "stop_sequence" => StopReason.StopSequence,
        "tool_use" => StopReason.ToolCalls,
        "pause_turn" => StopReason.Pause,
        "refusal" => StopReason.Refusal,
        "model_context_window_exceeded" => StopReason.ContextFull,
        _ => StopReason.Other,
    };

    /// <summary>The word for a reason.</summary>
    public static string Word(StopReason reason) => reason switch
    {
        StopReason.Length => "max_tokens",
        StopReason.StopSequence => "stop_sequence",
        StopReason.ToolCalls => "tool_use",
        StopReason.Pause => "pause_turn",
        StopReason.Refusal or StopReason.ContentFilter => "refusal",
        StopReason.ContextFull => "model_context_window_exceeded",
        _ => "end_turn",
    };

    /// <summary>The word an answer of some dialect gets: the provider's own where it is one of ours, even one we do not know.</summary>
    public static string Word(StopReason reason, string word, bool isOurs) => isOurs && word.Length > 0 ? word : Word(reason);
}
