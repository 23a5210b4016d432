using Strata.Console.Data;
using Strata.Ledger.Rows;

namespace Strata.Console.Requests;

/// <summary>What happened to a request, as a colleague would say it.</summary>
internal static class Words
{
    public static string Of(RequestVerdict verdict) => verdict switch
    {
        RequestVerdict.Ok => "ok",
        RequestVerdict.CallerLeft => "caller left",
        RequestVerdict.ProviderFailed => "provider failed",
        RequestVerdict.Refused => "refused",
        _ => "our failure",
    };

    public static string Icon(RequestVerdict verdict) => verdict switch
    {
        RequestVerdict.Ok => "check",
        RequestVerdict.CallerLeft => "away",
        RequestVerdict.Refused => "warn",
        _ => "cross",
    };

    public static string Tone(RequestVerdict verdict) => verdict switch
    {
        RequestVerdict.Ok => "good",
        RequestVerdict.CallerLeft => "muted",
        RequestVerdict.Refused => "warn",
        _ => "bad",
    };

    /// <summary>What a guardrail did.</summary>
    public static string Done(string action) => action switch
    {
        "redact" => "redacted",
        "mask" => "masked",
        "tokenize" => "put tokens in",
        "block" => "blocked",
        _ => "flagged",
    };

    /// <summary>What the answer cache did.</summary>
    public static string Cache(string status) => status switch
    {
        "exact" => "answered a repetition",
        "semantic" => "answered the same meaning",
        "shared" => "shared an answer on its way",
        "stale" => "stood in with an old answer",
        "miss" => "knew no answer",
        _ => status,
    };

    /// <summary>What became of an attempt: its tone and its words.</summary>
    public static (string Tone, string Words) Of(AttemptOutcome outcome) => outcome switch
    {
        AttemptOutcome.Ok => ("good", "answered"),
        AttemptOutcome.Retried => ("warn", "failed, asked again"),
        AttemptOutcome.FailedOver => ("warn", "failed, went elsewhere"),
        AttemptOutcome.HedgeLost => ("muted", "another was faster"),
        AttemptOutcome.Cancelled => ("muted", "ended by us"),
        AttemptOutcome.Mirrored => ("muted", "mirrored"),
        AttemptOutcome.Continued => ("warn", "broke off, continued"),
        _ => ("bad", "failed"),
    };

    /// <summary>One sentence on how it ended, and what to do where something can be done.</summary>
    public static string Sentence(RequestRow row) => row.Verdict switch
    {
        RequestVerdict.Ok => row.FinishReason switch
        {
            "length" => "Answered, and cut at the token limit: raise max_tokens for more.",
            "stop" => "Answered to its end.",
            { Length: > 0 } reason => $"Answered; ended by {reason}.",
            _ => "Answered to its end.",
        },
        RequestVerdict.CallerLeft => "The caller went away before the end; what was made until then is counted.",
        RequestVerdict.ProviderFailed => $"{(row.Provider.Length > 0 ? row.Provider : "The provider")} failed with {Code(row)}. Try again, or check the provider's state.",
        RequestVerdict.Refused => row.ErrorCode switch
        {
            "rate_limit_exceeded" => "Refused: a limit was reached. Wait until its window moves on, or raise it.",
            "budget_exceeded" => "Refused: a budget is used up. Wait until it begins anew, or raise it.",
            "content_filtered" => "Refused: a guardrail found what must not pass.",
            "model_not_found" => $"Refused: no model is called '{row.Model}'. See Models for the names there are.",
            "context_length_exceeded" => "Refused: prompt and answer do not fit the model's context. Shorten the prompt, or ask for fewer tokens.",
            _ => $"Refused with {Code(row)}. The caller was told why; change the request.",
        },
        _ => $"A failure of ours ({Code(row)}). The server's log has it under this request's id.",
    };

    private static string Code(RequestRow row) => row.ErrorCode.Length > 0 ? $"'{row.ErrorCode}' (HTTP {row.HttpStatus})" : $"HTTP {row.HttpStatus}";
}
