using System.Text.Json;
using Strata.Core.Results;

namespace Strata.Dialects.Json;

/// <summary>Problems of JSON bodies, in the same words whoever reads them: each names the member and what to do.</summary>
public static class JsonProblems
{
    /// <summary>The code of a body that is not JSON.</summary>
    public const string NotJson = "invalid_json";

    /// <summary>The body breaks the grammar of JSON.</summary>
    public static Problem Malformed(JsonException exception) => new(
        ProblemCode.InvalidRequest,
        $"The body is not valid JSON: line {(exception.LineNumber ?? 0) + 1}, byte {(exception.BytePositionInLine ?? 0) + 1}. Check it with a JSON tool and send it again.")
    {
        DialectCode = NotJson,
    };

    /// <summary>The body has no bytes.</summary>
    public static Problem Empty() => new(ProblemCode.InvalidRequest, "The body is empty. Send a JSON object.") { DialectCode = NotJson };

    /// <summary>A member stands twice.</summary>
    public static Problem Twice(string name) =>
        Problem.Invalid($"'{name}' stands twice in the body. Send it once: which of them counts differs between servers.", name);

    /// <summary>The body is compressed.</summary>
    public static Problem Packed(string encoding) => new(ProblemCode.InvalidRequest, $"A body with Content-Encoding '{encoding}' is not read here. Send it as it is.")
    {
        DialectCode = "unsupported_content_encoding",
    };

    /// <summary>The body is not UTF-8 from a byte on, counted from 0.</summary>
    public static Problem NotUtf8(int at) => new(ProblemCode.InvalidRequest, $"The body is not valid UTF-8 from byte {at + 1} on. Send UTF-8.")
    {
        DialectCode = NotJson,
    };

    /// <summary>The body is JSON, but no object.</summary>
    public static Problem NotAnObject() => new(ProblemCode.InvalidRequest, "The body must be a JSON object.") { DialectCode = NotJson };

    /// <summary>A member that must be there is not.</summary>
    public static Problem Missing(string name) => new(ProblemCode.InvalidRequest, $"'{name}' is missing. Add it to the body.")
    {
        Field = name,
        DialectCode = "missing_required_parameter",
    };

    /// <summary>A member has a value of the wrong type.</summary>
    public static Problem WrongType(string name, string expected) => new(ProblemCode.InvalidRequest, $"'{name}' must be {expected}.")
    {
        Field = name,
        DialectCode = "invalid_type",
    };

    /// <summary>A member's text has half a character.</summary>
    public static Problem HalfCharacter(string name) => Problem.Invalid($"'{name}' holds half a surrogate pair. Send whole characters.", name);

    /// <summary>A list has more items than are read.</summary>
    public static Problem TooMany(string name, int most) => Problem.Invalid(FormattableString.Invariant($"'{name}' has more than {most} items. Send fewer."), name);
}
