using System.Buffers;
using Strata.Core.Results;
using Strata.Dialects.Json;

namespace Strata.Dialects.Bedrock;

/// <summary>Errors both ways: <c>{"message"}</c>, with the kind in the header <c>x-amzn-ErrorType</c> or the member <c>__type</c>, or as a stream's exception.</summary>
internal static class BedrockErrors
{
    private const int MessageCharsMax = 2_000;

    /// <summary>Whether a stream's event is a failure.</summary>
    public static bool IsFailure(string name) => name.EndsWith("Exception", StringComparison.Ordinal) || name.EndsWith("Error", StringComparison.Ordinal);

    /// <summary>The kind of a problem, as <c>__type</c> spells it.</summary>
    public static string Kind(Problem problem) => problem.Code switch
    {
        ProblemCode.Unauthenticated => "UnrecognizedClientException",
        ProblemCode.Forbidden or ProblemCode.BudgetExceeded => "AccessDeniedException",
        ProblemCode.NotFound or ProblemCode.ModelNotFound => "ResourceNotFoundException",
        ProblemCode.RateLimited => "ThrottlingException",
        ProblemCode.Overloaded or ProblemCode.Unavailable => "ServiceUnavailableException",
        ProblemCode.TimedOut => "ModelTimeoutException",
        ProblemCode.UpstreamFailed or ProblemCode.UpstreamRejectedCredentials => "ModelErrorException",
        ProblemCode.StorageFailed or ProblemCode.Internal or ProblemCode.Cancelled => "InternalServerException",
        _ => "ValidationException",
    };

    /// <summary>The exception of a stream for a problem; there are five.</summary>
    public static string EventOf(Problem problem) => Kind(problem) switch
    {
        "ValidationException" => "validationException",
        "ThrottlingException" => "throttlingException",
        "ServiceUnavailableException" => "serviceUnavailableException",
        "ModelErrorException" or "ModelTimeoutException" => "modelStreamErrorException",
        _ => "internalServerException",
    };

    /// <summary>A problem from a stream's exception.</summary>
    public static Problem Failure(string name, string message)
    {
        var code = name.ToUpperInvariant() switch
        {
            "THROTTLINGEXCEPTION" => ProblemCode.RateLimited,
            "SERVICEUNAVAILABLEEXCEPTION" or "MODELNOTREADYEXCEPTION" => ProblemCode.Overloaded,
            "VALIDATIONEXCEPTION" => ProblemCode.InvalidRequest,
            "MODELTIMEOUTEXCEPTION" => ProblemCode.TimedOut,
            "ACCESSDENIEDEXCEPTION" => ProblemCode.UpstreamRejectedCredentials,
            _ => ProblemCode.UpstreamFailed,
        };
        return new Problem(code, message.Length == 0 ? "The provider reported an error without words." : Cut(message)) { DialectCode = name };
    }

    /// <summary>Writes the body.</summary>
    public static void Write(Problem problem, IBufferWriter<byte> output)
    {
        using var json = JsonOut.Over(output);
        json.WriteStartObject();
        json.WriteString("__type", Kind(problem));
        var names = problem.Field is null || problem.Message.Contains(problem.Field, StringComparison.Ordinal);
        json.WriteString("message", names ? problem.Message : $"{problem.Field}: {problem.Message}");
        json.WriteEndObject();
    }

    /// <summary>Reads a provider's error body; the kind is known by the status where the body does not say it.</summary>
    public static UpstreamError Read(int status, ReadOnlySpan<byte> body)
    {
        var (kind, message) = ("", "");
        var result = JsonBody.ReadAnswer(body, value =>
        {
            kind = value.Find("__type")?.Text() ?? "";
            message = (value.Find("message") ?? value.Find("Message"))?.Text() ?? "";
            return Done.Value;
        });
        if (!result.IsOk)
        {
            (kind, message) = ("", "");
        }

        kind = kind.Length > 0 ? kind[(kind.LastIndexOf('#') + 1)..] : status switch
        {
            400 => "ValidationException",
            403 => "AccessDeniedException",
            404 => "ResourceNotFoundException",
            408 => "ModelTimeoutException",
            424 => "ModelErrorException",
            429 => "ThrottlingException",
            503 => "ServiceUnavailableException",
            _ => "",
        };
        return new UpstreamError(kind, Cut(message))
        {
            IsContextLength = Has(message, "input is too long") || Has(message, "prompt is too long") || Has(message, "too many input tokens") || Has(message, "context length"),
            IsContentPolicy = Has(message, "content filtering policy") || Has(message, "guardrail"),
            IsQuota = kind == "ServiceQuotaExceededException" || Has(message, "too many tokens per day"),
        };
    }

    private static bool Has(string text, string words) => text.Contains(words, StringComparison.OrdinalIgnoreCase);

    private static string Cut(string text) => text.Length > MessageCharsMax ? text[..MessageCharsMax] + "…" : text;
}
