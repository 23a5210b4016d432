using System.Buffers;
using System.Text.Json;
using Strata.Core.Results;
using Strata.Dialects.Json;

namespace Strata.Dialects.OpenAi;

/// <summary>The error object <c>{"error":{"message","type","param","code"}}</c>, and the ways in which servers of this dialect vary it.</summary>
internal static class OpenAiErrors
{
    private const int MessageCharsMax = 500;

    public static UpstreamError Read(ReadOnlySpan<byte> body)
    {
        var read = JsonBody.ReadAnswer(body, ReadBody);
        return read.IsOk ? read.Value : new UpstreamError("", "");
    }

    public static UpstreamError ReadBody(JsonValue body)
    {
        var error = body.Find("error") ?? body;
        if (error.Kind == JsonValueKind.String)
        {
            return Make("", error.Text() ?? "", null);
        }

        var code = Word(error.Find("code"));
        return Make(code.Length > 0 ? code : Word(error.Find("type")), Word(error.Find("message") ?? error.Find("detail")), Word(error.Find("param")));
    }

    public static void Write(Problem problem, IBufferWriter<byte> output)
    {
        using var json = JsonOut.Over(output);
        Write(problem, json);
    }

    public static void Write(Problem problem, Utf8JsonWriter json)
    {
        var row = ProblemTable.Row(problem.Code);
        json.WriteStartObject();
        json.WriteStartObject("error"u8);
        json.WriteString("message"u8, problem.Message);
        json.WriteString("type"u8, row.Type);
        json.WriteString("param"u8, problem.Field);
        json.WriteString("code"u8, problem.DialectCode ?? row.Code);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>The problem of an error that came inside an answer or a stream.</summary>
    public static Problem ToProblem(UpstreamError error)
    {
        var code = error.Code switch
        {
            "rate_limit_exceeded" or "rate_limit_error" or "429" => ProblemCode.RateLimited,
            "overloaded" or "overloaded_error" or "503" or "529" => ProblemCode.Overloaded,
            _ when error.IsContextLength => ProblemCode.ContextLengthExceeded,
            _ when error.IsContentPolicy => ProblemCode.ContentFiltered,
            _ => ProblemCode.UpstreamFailed,
        };
        return new Problem(code, error.Message.Length > 0 ? error.Message : "The provider failed without saying why.") { DialectCode = error.Code.Length is > 0 and <= 64 ? error.Code : null };
    }

    private static UpstreamError Make(string code, string message, string? parameter) => new(code, message, parameter is { Length: > 0 } ? parameter : null)
    {
        IsContextLength = code is "context_length_exceeded" || message.Contains("maximum context length", StringComparison.OrdinalIgnoreCase),
        IsContentPolicy = code is "content_filter" or "content_policy_violation",
        IsQuota = code is "insufficient_quota" or "billing_hard_limit_reached",
    };

    private static string Word(JsonValue? value)
    {
        var text = value switch
        {
            { Kind: JsonValueKind.String } word => word.Text() ?? "",
            { Kind: JsonValueKind.Number } number => number.Element.GetRawText(),
            _ => "",
        };
        return text.Length <= MessageCharsMax ? text : text[..MessageCharsMax] + "…";
    }
}
