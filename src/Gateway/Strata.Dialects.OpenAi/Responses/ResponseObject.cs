using System.Text.Json;
using Strata.Core.Results;
using Strata.Core.Usage;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;

namespace Strata.Dialects.OpenAi.Responses;

/// <summary>
/// The response object: what an answer is, and the parameters of its request as the API repeats them. Of the provider's own answer
/// in this dialect its own words are repeated; else those of the request.
/// </summary>
internal sealed class ResponseObject(AnswerHead head)
{
    private static readonly string[] Own = ["id", "object", "created_at", "status", "error", "incomplete_details", "model", "output", "usage", "completed_at"];

    /// <summary>Members that the provider's own response had, where it spoke this dialect.</summary>
    public IReadOnlyList<Carry> Carried { get; set; } = [];

    public string? ServiceTier { get; set; }

    public string Id => "resp_" + head.Id;

    /// <summary>Writes the whole object.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="status"><c>in_progress</c>, <c>completed</c>, <c>incomplete</c>, <c>failed</c>.</param>
    /// <param name="output">Writes the items; the list stands open.</param>
    /// <param name="usage">Tokens; null while unknown.</param>
    /// <param name="end">What ended it early: a word for an incomplete answer, a problem for a failed one.</param>
    public void Write(Utf8JsonWriter json, string status, Action<Utf8JsonWriter>? output, TokenUsage? usage, (string? Incomplete, Problem? Failure) end = default)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, Id);
        json.WriteString("object"u8, "response"u8);
        json.WriteNumber("created_at"u8, head.CreatedAt);
        json.WriteString("status"u8, status);
        WriteEnd(json, end);
        json.WriteString("model"u8, head.Model);
        json.WriteStartArray("output"u8);
        output?.Invoke(json);
        json.WriteEndArray();
        if (Carried.Count > 0)
        {
            json.WriteCarries([.. Carried.Where(c => !Own.Contains(c.Name)).Select(c => c with { Json = OneLine.Of(c.Json) })]);
        }
        else
        {
            ResponseEcho.Write(json, head.Request);
        }

        json.WriteString("service_tier"u8, ServiceTier ?? head.Request?.ServiceTier ?? "default");
        if (usage is { } tokens)
        {
            UsageJson.WriteResponses(json, tokens, status == "in_progress" ? null : head.Cost?.Invoke());
        }
        else
        {
            json.WriteNull("usage"u8);
        }

        json.WriteEndObject();
    }

    /// <summary>The status and, where incomplete, the reason of an end. A refusal without words of its own would look like an answer: it is the filter's end.</summary>
    public static (string Status, string? Incomplete) StatusOf(StopReason reason, bool hasRefusal) => reason switch
    {
        StopReason.Refusal when !hasRefusal => ("incomplete", "content_filter"),
        StopReason.Length or StopReason.ContextFull => ("incomplete", "max_output_tokens"),
        StopReason.ContentFilter => ("incomplete", "content_filter"),
        StopReason.Pause => ("incomplete", "pause_turn"),
        _ => ("completed", null),
    };

    private static void WriteEnd(Utf8JsonWriter json, (string? Incomplete, Problem? Failure) end)
    {
        if (end.Failure is { } problem)
        {
            json.WriteStartObject("error"u8);
            json.WriteString("code"u8, problem.DialectCode ?? (problem.Code == ProblemCode.RateLimited ? "rate_limit_exceeded" : "server_error"));
            json.WriteString("message"u8, problem.Message);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("error"u8);
        }

        if (end.Incomplete is { } reason)
        {
            json.WriteStartObject("incomplete_details"u8);
            json.WriteString("reason"u8, reason);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("incomplete_details"u8);
        }
    }
}
