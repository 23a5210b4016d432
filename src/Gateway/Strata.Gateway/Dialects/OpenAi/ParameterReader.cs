using System.Text.Json;
using Strata.Core.Results;
using Strata.Dialects.Json;

namespace Strata.Gateway.Dialects.OpenAi;

/// <summary>
/// A JSON reader that keeps the first problem: each method reads one value under a name, and after a failure the caller goes on
/// to the next member or stops. The body was proved to be JSON before, so only values can be wrong here.
/// </summary>
internal ref struct ParameterReader(ReadOnlySpan<byte> body)
{
    private readonly HashSet<string> seen = new(StringComparer.Ordinal);
    public Utf8JsonReader Json = new(body, new JsonReaderOptions { MaxDepth = JsonLimits.DepthMax });

    public Problem? Problem { get; private set; }

    public void Refuse(Problem problem) => Problem ??= problem;

    public void Unsupported(string name, string why) => Refuse(Core.Results.Problem.Unsupported(name, why));

    /// <summary>Moves to the value; true where it is null.</summary>
    public bool IsNull()
    {
        Json.Read();
        return Json.TokenType == JsonTokenType.Null;
    }

    /// <summary>The member's name that the reader stands on.</summary>
    public string Name() => Here("a member's name") ?? "";

    /// <summary>The name of a member of the body itself, where each may stand once.</summary>
    public string OwnName()
    {
        var name = Name();
        if (!seen.Add(name))
        {
            Refuse(JsonProblems.Twice(name));
        }

        return name;
    }

    public double? Number(string name, double min, double max)
    {
        if (IsNull())
        {
            return null;
        }

        if (Json.TokenType == JsonTokenType.Number && Json.TryGetDouble(out var value) && value >= min && value <= max)
        {
            return value;
        }

        WrongValue(name, FormattableString.Invariant($"a number from {min} to {max}"), Json.TokenType == JsonTokenType.Number);
        return null;
    }

    public long? Integer(string name, long min, long max)
    {
        if (IsNull())
        {
            return null;
        }

        if (Json.TokenType == JsonTokenType.Number && Json.TryGetInt64(out var value) && value >= min && value <= max)
        {
            return value;
        }

        var expected = (min, max) == (long.MinValue, long.MaxValue) ? "a whole number of 64 bits"
            : max == long.MaxValue ? FormattableString.Invariant($"a whole number of at least {min}") : FormattableString.Invariant($"a whole number from {min} to {max}");
        WrongValue(name, expected, Json.TokenType == JsonTokenType.Number);
        return null;
    }

    public bool? Flag(string name)
    {
        if (IsNull())
        {
            return null;
        }

        if (Json.TokenType is JsonTokenType.True or JsonTokenType.False)
        {
            return Json.TokenType == JsonTokenType.True;
        }

        WrongValue(name, "true or false", sameType: false);
        return null;
    }

    public string? Text(string name)
    {
        if (IsNull())
        {
            return null;
        }

        return Json.TokenType == JsonTokenType.String ? Here(name) : Wrong(name, "a string");
    }

    /// <summary>The string that the reader stands on.</summary>
    public string? Here(string name)
    {
        try
        {
            return Json.GetString();
        }
        catch (InvalidOperationException)
        {
            Refuse(Core.Results.Problem.Invalid($"'{name}' holds half a surrogate pair. Send whole characters.", name));
            return null;
        }
    }

    public string? Wrong(string name, string expected)
    {
        WrongValue(name, expected, sameType: false);
        return null;
    }

    /// <summary>Moves to the end of the value that the reader stands on.</summary>
    public void Skip() => Json.Skip();

    private void WrongValue(string name, string expected, bool sameType)
    {
        Refuse(sameType ? Core.Results.Problem.Invalid($"'{name}' must be {expected}.", name) : JsonProblems.WrongType(name, expected));
        Json.Skip();
    }
}
