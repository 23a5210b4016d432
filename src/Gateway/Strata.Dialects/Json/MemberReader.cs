using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Strata.Core.Results;
using Strata.Dialects.Canonical;

namespace Strata.Dialects.Json;

/// <summary>
/// Takes the members of one object by their names. What nobody took is left in <see cref="Rest"/>, so that a reader carries it or
/// refuses it and never loses it. A member that is null counts as absent. With <c>proto</c> both spellings of protobuf's JSON
/// mapping are one name (<c>maxOutputTokens</c>, <c>max_output_tokens</c>), and whole numbers may stand in quotes.
/// </summary>
internal sealed class MemberReader
{
    private readonly Dictionary<string, JsonElement> members = [];
    private readonly JsonReading reading;
    private readonly bool proto;

    public MemberReader(JsonElement element, string path, JsonReading reading, bool proto = false)
    {
        this.reading = reading;
        this.proto = proto;
        Path = path;
        Element = element;
        if (element.ValueKind != JsonValueKind.Object)
        {
            reading.Refuse(JsonProblems.WrongType(path.Length == 0 ? "body" : path, "an object"));
            return;
        }

        foreach (var member in element.EnumerateObject())
        {
            var name = proto ? Folded(member.Name) : member.Name;
            if (!members.TryAdd(name, member.Value))
            {
                reading.Refuse(JsonProblems.Twice(PathOf(name)));
            }
        }
    }

    /// <summary>Where the object stands in its body; empty for the body itself.</summary>
    public string Path { get; }

    /// <summary>The object.</summary>
    public JsonElement Element { get; }

    public string PathOf(string name) => Path.Length == 0 ? name : Path + "." + name;

    public bool Has(string name) => members.ContainsKey(name);

    /// <summary>Takes a member of any type; null where it is absent or null.</summary>
    public JsonElement? Take(string name) => members.Remove(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    public string? Text(string name) => Take(name) is not { } value ? null : value.ValueKind == JsonValueKind.String ? value.GetString() : Wrong<string>(name, "a string");

    public bool? Flag(string name) => Take(name) is not { } value ? null : value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => WrongValue<bool>(name, "true or false"),
    };

    public long? Whole(string name, long least, long most)
    {
        if (Take(name) is not { } value)
        {
            return null;
        }

        long number = 0;
        var isWhole = value.ValueKind == JsonValueKind.Number && TryWhole(value, out number)
            || (proto && value.ValueKind == JsonValueKind.String && long.TryParse(value.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number));
        return isWhole && number >= least && number <= most ? number : WrongValue<long>(name, $"a whole number from {least} to {most}");
    }

    public int? Small(string name, int least, int most) => (int?)Whole(name, least, most);

    public double? Number(string name, double least, double most)
    {
        if (Take(name) is not { } value)
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number >= least && number <= most
            ? number
            : WrongValue<double>(name, FormattableString.Invariant($"a number from {least} to {most}"));
    }

    public MemberReader? Object(string name) => Take(name) is { } value ? new MemberReader(value, PathOf(name), reading, proto) : null;

    /// <summary>The items of a list; none where it is absent.</summary>
    public IEnumerable<JsonElement> Items(string name, int most)
    {
        if (Take(name) is not { } value)
        {
            return [];
        }

        if (value.ValueKind != JsonValueKind.Array)
        {
            reading.Refuse(JsonProblems.WrongType(PathOf(name), "a list"));
            return [];
        }

        if (value.GetArrayLength() > most)
        {
            reading.Refuse(JsonProblems.TooMany(PathOf(name), most));
            return [];
        }

        return value.EnumerateArray();
    }

    /// <summary>The objects of a list, each knowing its place.</summary>
    public IEnumerable<MemberReader> Objects(string name, int most)
    {
        var at = 0;
        foreach (var item in Items(name, most))
        {
            yield return new MemberReader(item, $"{PathOf(name)}[{at++}]", reading, proto);
        }
    }

    /// <summary>A list of strings, or a single one where <paramref name="orOne"/>.</summary>
    public IReadOnlyList<string> Texts(string name, int most, bool orOne = false)
    {
        if (orOne && members.TryGetValue(name, out var value) && value.ValueKind == JsonValueKind.String)
        {
            return [Text(name)!];
        }

        var texts = new List<string>();
        foreach (var item in Items(name, most))
        {
            if (item.ValueKind == JsonValueKind.String)
            {
                texts.Add(item.GetString()!);
            }
            else
            {
                reading.Refuse(JsonProblems.WrongType($"{PathOf(name)}[{texts.Count}]", "a string"));
            }
        }

        return texts;
    }

    /// <summary>A member as it was written; empty where absent.</summary>
    public ReadOnlyMemory<byte> Raw(string name) => Take(name) is { } value ? RawOf(value) : default;

    /// <summary>What nobody took, each name after <paramref name="prefix"/>.</summary>
    public IReadOnlyList<Carry> Rest(string prefix = "")
    {
        if (members.Count == 0)
        {
            return [];
        }

        var rest = new List<Carry>(members.Count);
        foreach (var (name, value) in members)
        {
            if (value.ValueKind != JsonValueKind.Null)
            {
                rest.Add(new Carry(prefix + name, RawOf(value)));
            }
        }

        members.Clear();
        return rest;
    }

    /// <summary>A value's bytes, copied.</summary>
    public static ReadOnlyMemory<byte> RawOf(JsonElement value) => JsonMarshal.GetRawUtf8Value(value).ToArray();

    /// <summary>A number without a fraction, however it is spelled (5, 5.0, 5e0).</summary>
    public static bool TryWhole(JsonElement value, out long number)
    {
        if (value.TryGetInt64(out number))
        {
            return true;
        }

        if (value.TryGetDouble(out var real) && double.IsInteger(real) && Math.Abs(real) < 1L << 53)
        {
            number = (long)real;
            return true;
        }

        return false;
    }

    /// <summary>The camel-case spelling of a snake-case name; a leading underscore (<c>_responseJsonSchema</c>) is dropped.</summary>
    private static string Folded(string name)
    {
        if (!name.Contains('_', StringComparison.Ordinal))
        {
            return name;
        }

        var folded = new StringBuilder(name.Length);
        var up = false;
        foreach (var one in name)
        {
            if (one == '_')
            {
                up = folded.Length > 0;
            }
            else
            {
                folded.Append(up ? char.ToUpperInvariant(one) : one);
                up = false;
            }
        }

        return folded.ToString();
    }

    private T? Wrong<T>(string name, string expected)
        where T : class
    {
        reading.Refuse(JsonProblems.WrongType(PathOf(name), expected));
        return null;
    }

    private T? WrongValue<T>(string name, string expected)
        where T : struct
    {
        reading.Refuse(Problem.Invalid($"'{PathOf(name)}' must be {expected}.", PathOf(name)));
        return null;
    }
}
