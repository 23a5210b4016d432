using System.Runtime.InteropServices;
using System.Text.Json;
using Strata.Core.Results;
using Strata.Dialects.Canonical;

namespace Strata.Dialects.Json;

/// <summary>
/// A value of a body that knows its place. Each method reads it as one type; where it is of another, the problem names the place
/// and null comes back. JSON's <c>null</c> reads as null without a problem: in every dialect here it means "not said".
/// </summary>
public readonly struct JsonValue(JsonElement element, JsonPlace place, JsonReading reading)
{
    /// <summary>The value.</summary>
    public JsonElement Element => element;

    /// <summary>Its kind.</summary>
    public JsonValueKind Kind => element.ValueKind;

    /// <summary>Whether it is <c>null</c>.</summary>
    public bool IsNull => element.ValueKind == JsonValueKind.Null;

    /// <summary>The member's name; empty for an item of a list.</summary>
    public string Name => place.Name;

    /// <summary>The place, spelled.</summary>
    public string Path => place.ToString();

    /// <summary>The first problem of this reading.</summary>
    public Problem? Problem => reading.Problem;

    /// <summary>A string.</summary>
    public string? Text()
    {
        if (!Is(JsonValueKind.String, "a string"))
        {
            return null;
        }

        try
        {
            return element.GetString();
        }
        catch (InvalidOperationException)
        {
            reading.Refuse(JsonProblems.HalfCharacter(Path));
            return null;
        }
    }

    /// <summary>A string that is one of a few words.</summary>
    public string? Word(params ReadOnlySpan<string> words)
    {
        if (Text() is not { } text)
        {
            return null;
        }

        if (words.Contains(text))
        {
            return text;
        }

        reading.Refuse(Problem.Invalid($"'{Path}' must be one of: {string.Join(", ", words)}.", Path));
        return null;
    }

    /// <summary>True or false.</summary>
    public bool? Flag()
    {
        if (Kind is JsonValueKind.True or JsonValueKind.False)
        {
            return Kind == JsonValueKind.True;
        }

        Is(JsonValueKind.True, "true or false");
        return null;
    }

    /// <summary>A whole number from <paramref name="min"/> to <paramref name="max"/>.</summary>
    public long? Integer(long min, long max)
    {
        if (IsNull)
        {
            return null;
        }

        if (Kind == JsonValueKind.Number && element.TryGetInt64(out var value) && value >= min && value <= max)
        {
            return value;
        }

        var expected = (min, max) == (long.MinValue, long.MaxValue) ? "a whole number of 64 bits"
            : max == long.MaxValue ? FormattableString.Invariant($"a whole number of at least {min}") : FormattableString.Invariant($"a whole number from {min} to {max}");
        WrongNumber(expected);
        return null;
    }

    /// <summary>A number from <paramref name="min"/> to <paramref name="max"/>.</summary>
    public double? Number(double min, double max)
    {
        if (IsNull)
        {
            return null;
        }

        if (Kind == JsonValueKind.Number && element.TryGetDouble(out var value) && value >= min && value <= max)
        {
            return value;
        }

        WrongNumber(FormattableString.Invariant($"a number from {min} to {max}"));
        return null;
    }

    /// <summary>The members of an object, each name at most once; nothing for <c>null</c>. It ends at the first problem.</summary>
    public IEnumerable<JsonValue> Members() => Is(JsonValueKind.Object, "an object") ? Members(element, place, reading) : [];

    /// <summary>The items of a list, bounded; nothing for <c>null</c>. It ends at the first problem.</summary>
    public IEnumerable<JsonValue> Items(int most) => Is(JsonValueKind.Array, "a list") ? Items(element, place, reading, most) : [];

    /// <summary>The value as it was written.</summary>
    public byte[] Raw() => JsonMarshal.GetRawUtf8Value(element).ToArray();

    /// <summary>The member as it was written.</summary>
    public Carry Carry() => new(Name, Raw());

    /// <summary>A member of this object; nothing is checked.</summary>
    public JsonValue? Find(string name) =>
        Kind == JsonValueKind.Object && element.TryGetProperty(name, out var found) ? new JsonValue(found, new JsonPlace(place, name, 0), reading) : null;

    /// <summary>Whether the value is of a kind; a problem where it is neither that nor <c>null</c>.</summary>
    public bool Is(JsonValueKind kind, string words)
    {
        if (Kind == kind)
        {
            return true;
        }

        if (!IsNull)
        {
            Wrong(words);
        }

        return false;
    }

    /// <summary>Tells that the value is of the wrong type.</summary>
    /// <param name="expected">What it must be, with its article.</param>
    public void Wrong(string expected) => reading.Refuse(JsonProblems.WrongType(Path.Length == 0 ? "The body" : Path, expected));

    /// <summary>Tells that the value is of the right type and yet cannot be.</summary>
    public void Invalid(string message) => reading.Refuse(Problem.Invalid(message, Path));

    /// <summary>Tells that a member of this object must be there.</summary>
    public void Missing(string name) => reading.Refuse(JsonProblems.Missing(Path.Length == 0 ? name : $"{Path}.{name}"));

    /// <summary>Tells that the value is understood but not offered.</summary>
    public void Unsupported(string message) => reading.Refuse(Problem.Unsupported(Path, message));

    /// <summary>Tells any problem.</summary>
    public void Refuse(Problem problem) => reading.Refuse(problem);

    private void WrongNumber(string expected) =>
        reading.Refuse(Kind == JsonValueKind.Number ? Problem.Invalid($"'{Path}' must be {expected}.", Path) : JsonProblems.WrongType(Path, expected));

    private static IEnumerable<JsonValue> Members(JsonElement element, JsonPlace place, JsonReading reading)
    {
        var seen = new NameSet();
        foreach (var member in element.EnumerateObject())
        {
            if (reading.Problem is not null)
            {
                yield break;
            }

            var at = new JsonPlace(place, NameOf(member, place, reading), 0);
            if (!seen.Add(at.Name))
            {
                reading.Refuse(JsonProblems.Twice(at.ToString()));
                yield break;
            }

            yield return new JsonValue(member.Value, at, reading);
        }
    }

    private static IEnumerable<JsonValue> Items(JsonElement element, JsonPlace place, JsonReading reading, int most)
    {
        if (element.GetArrayLength() > most)
        {
            reading.Refuse(JsonProblems.TooMany(place.ToString(), most));
            yield break;
        }

        var index = 0;
        foreach (var item in element.EnumerateArray())
        {
            if (reading.Problem is not null)
            {
                yield break;
            }

            yield return new JsonValue(item, new JsonPlace(place, null, index++), reading);
        }
    }

    private static string NameOf(JsonProperty member, JsonPlace place, JsonReading reading)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            reading.Refuse(Problem.Invalid("A member's name holds half a surrogate pair. Send whole characters.", place.ToString()));
            return "";
        }
    }
}
