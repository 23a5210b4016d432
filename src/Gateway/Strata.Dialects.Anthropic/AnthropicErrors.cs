using System.Buffers;
using Strata.Core.Results;
using Strata.Dialects.Json;

namespace Strata.Dialects.Anthropic;

/// <summary>Errors both ways: <c>{"type":"error","error":{"type","message"},"request_id"}</c>.</summary>
internal static class AnthropicErrors
{
    private const int MessageCharsMax = 2_000;
    private static readonly SearchValues<char> MemberChars = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_.[]");

    /// <summary>The HTTP status of a problem in this dialect: what is overloaded says 529, the rest is the common table's.</summary>
    public static int Status(Problem problem) => Type(problem) == "overloaded_error" ? 529 : ProblemTable.Row(problem.Code).HttpStatus;

    /// <summary>The dialect's type of a problem.</summary>
    public static string Type(Problem problem) => problem.DialectCode is { } code && IsType(code) ? code : problem.Code switch
    {
        ProblemCode.Unauthenticated => "authentication_error",
        ProblemCode.Forbidden => "permission_error",
        ProblemCode.NotFound or ProblemCode.ModelNotFound => "not_found_error",
        ProblemCode.TooLarge => "request_too_large",
        ProblemCode.Conflict => "conflict_error",
        ProblemCode.RateLimited => "rate_limit_error",
        ProblemCode.BudgetExceeded => "billing_error",
        ProblemCode.Overloaded => "overloaded_error",
        ProblemCode.TimedOut => "timeout_error",
        ProblemCode.UpstreamFailed or ProblemCode.UpstreamRejectedCredentials or ProblemCode.Unavailable => "api_error",
        ProblemCode.StorageFailed or ProblemCode.Internal or ProblemCode.Cancelled => "api_error",
        _ => "invalid_request_error",
    };

    /// <summary>Writes the body; an error event's data is the same.</summary>
    public static void Write(Problem problem, string requestId, IBufferWriter<byte> output)
    {
        using var json = JsonOut.Over(output);
        json.WriteStartObject();
        json.WriteString("type", "error");
        json.WriteStartObject("error");
        json.WriteString("type", Type(problem));
        var names = problem.Field is null || problem.Message.Contains(problem.Field, StringComparison.Ordinal);
        json.WriteString("message", names ? problem.Message : $"{problem.Field}: {problem.Message}");
        json.WriteEndObject();
        if (requestId.Length > 0)
        {
            json.WriteString("request_id", requestId);
        }

        json.WriteEndObject();
    }

    /// <summary>Reads a provider's error body.</summary>
    public static UpstreamError Read(int status, ReadOnlySpan<byte> body)
    {
        var counts = default(UsageCounts);
        var scan = AnswerScanner.Scan(body, ref counts, null);
        var type = scan.ErrorCode ?? "";
        var message = scan.ErrorMessage ?? "";
        message = message.Length > MessageCharsMax ? message[..MessageCharsMax] + "…" : message;
        return new UpstreamError(type, message, Parameter(message))
        {
            IsContextLength = status is 400 or 413 && (Has(message, "prompt is too long") || Has(message, "context window") || Has(message, "context limit")),
            IsContentPolicy = Has(message, "content filtering policy"),
            IsQuota = type == "billing_error" || status == 402 || Has(message, "credit balance") || Has(message, "usage limits"),
        };
    }

    /// <summary>A problem from an error event, or an error body inside HTTP 200.</summary>
    public static Problem Failure(string type, string message)
    {
        var code = Code(type);
        var isOurFault = code == ProblemCode.UpstreamRejectedCredentials; // the caller's own key and account are fine
        return new Problem(code, isOurFault ? "The provider refused the credential of this deployment." : message.Length == 0 ? "The provider reported an error without words." : message)
        {
            DialectCode = type.Length == 0 || isOurFault ? null : type,
        };
    }

    private static ProblemCode Code(string type) => type switch
    {
        "overloaded_error" => ProblemCode.Overloaded,
        "rate_limit_error" => ProblemCode.RateLimited,
        "timeout_error" => ProblemCode.TimedOut,
        "authentication_error" or "permission_error" or "billing_error" => ProblemCode.UpstreamRejectedCredentials,
        "invalid_request_error" or "request_too_large" => ProblemCode.InvalidRequest,
        "not_found_error" => ProblemCode.ModelNotFound,
        _ => ProblemCode.UpstreamFailed,
    };

    private static bool IsType(string code) => code is "invalid_request_error" or "authentication_error" or "billing_error" or "permission_error" or "not_found_error"
        or "rate_limit_error" or "timeout_error" or "api_error" or "overloaded_error" or "conflict_error" or "request_too_large";

    private static bool Has(string text, string words) => text.Contains(words, StringComparison.OrdinalIgnoreCase);

    /// <summary>Messages about a member begin with its path and a colon (<c>messages.0.content: …</c>).</summary>
    private static string? Parameter(string message)
    {
        var colon = message.IndexOf(": ", StringComparison.Ordinal);
        return colon is > 0 and < 200 && message.AsSpan(0, colon).IndexOfAnyExcept(MemberChars) < 0 ? message[..colon] : null;
    }
}
