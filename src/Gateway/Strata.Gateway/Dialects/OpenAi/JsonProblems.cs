using System.Text.Json;
using Strata.Core.Results;

namespace Strata.Gateway.Dialects.OpenAi;

/// <summary>Problems of bodies that are not JSON.</summary>
internal static class JsonProblems
{
    public const string NotJson = "invalid_json";

    public static Problem Malformed(JsonException exception) => new(
        ProblemCode.InvalidRequest,
        $"The body is not valid JSON: line {(exception.LineNumber ?? 0) + 1}, byte {(exception.BytePositionInLine ?? 0) + 1}. Check it with a JSON tool and send it again.")
    {
        DialectCode = NotJson,
    };

    public static Problem Empty() => new(ProblemCode.InvalidRequest, "The body is empty. Send a JSON object.") { DialectCode = NotJson };

    public static Problem Twice(string name) =>
        Problem.Invalid($"'{name}' stands twice in the body. Send it once: which of them counts differs between servers.", name);

    public static Problem Packed(string encoding) => new(ProblemCode.InvalidRequest, $"A body with Content-Encoding '{encoding}' is not read here. Send it as it is.")
    {
        DialectCode = "unsupported_content_encoding",
    };

    public static Problem NotUtf8(int at) => new(ProblemCode.InvalidRequest, $"The body is not valid UTF-8 from byte {at + 1} on. Send UTF-8.")
    {
        DialectCode = NotJson,
    };

    public static Problem NotAnObject() => new(ProblemCode.InvalidRequest, "The body must be a JSON object.") { DialectCode = NotJson };

    public static Problem Missing(string name) => new(ProblemCode.InvalidRequest, $"'{name}' is missing. Add it to the body.")
    {
        Field = name,
        DialectCode = "missing_required_parameter",
    };

    public static Problem WrongType(string name, string expected) => new(ProblemCode.InvalidRequest, $"'{name}' must be {expected}.")
    {
        Field = name,
        DialectCode = "invalid_type",
    };
}
