using System.Text.Json;
using System.Text.RegularExpressions;
using Strata.Core.Results;

namespace Strata.Guard.Schemas;

/// <summary>Reads a schema into nodes. A reference is resolved by its JSON pointer, each place once, so that schemas may be recursive.</summary>
internal sealed class SchemaReader
{
    public const int DepthMax = 64;
    private const int NodesMax = 2_000;
    private const int PatternCharsMax = 2_000;
    private readonly JsonElement root;
    private readonly Dictionary<string, SchemaNode> byPointer = new(StringComparer.Ordinal);
    private int nodes;
    private int depth;

    private SchemaReader(JsonElement root) => this.root = root;

    public static Result<SchemaNode> Read(JsonElement root) => new SchemaReader(root).At("#", root);

    private Result<SchemaNode> At(string pointer, JsonElement schema)
    {
        if (byPointer.TryGetValue(pointer, out var known))
        {
            return known;
        }

        if (schema.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return schema.ValueKind == JsonValueKind.True ? SchemaNode.Anything : SchemaNode.Nothing;
        }

        if (schema.ValueKind != JsonValueKind.Object)
        {
            return Wrong(pointer, "is no schema: write an object, true or false");
        }

        if (++nodes > NodesMax || depth >= DepthMax)
        {
            return Wrong(pointer, $"is one schema too many: at most {NodesMax}, {DepthMax} within each other");
        }

        depth++;
        var node = byPointer[pointer] = new SchemaNode();
        foreach (var member in schema.EnumerateObject())
        {
            if (Take(node, pointer, member) is { } problem)
            {
                return problem;
            }
        }

        depth--;
        return node;
    }

    private Problem? Take(SchemaNode node, string pointer, JsonProperty member)
    {
        var (at, value) = ($"{pointer}/{Escaped(member.Name)}", member.Value);
        switch (member.Name)
        {
            case "$schema" or "$id" or "$comment" or "title" or "description" or "default" or "examples" or "deprecated" or "readOnly" or "writeOnly":
                return null;
            case "$defs" or "definitions":
                return Each(at, value, (_, _) => { });
            case "properties":
                return Each(at, value, (name, read) => node.Properties[name] = read);
            case "type":
                return Types(node, at, value);
            case "required":
                return Texts(at, value, node.Required);
            case "enum":
                node.Values = value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : null;
                return node.Values is { Count: > 0 } ? null : Wrong(at, "is a list of values");
            case "const":
                node.Values = [value];
                return null;
            case "additionalProperties":
                return One(at, value, read => node.Additional = read);
            case "items":
                return One(at, value, read => node.Items = read);
            case "not":
                return One(at, value, read => node.Not = read);
            case "allOf" or "anyOf" or "oneOf":
                return Several(at, value, member.Name switch { "allOf" => node.AllOf, "anyOf" => node.AnyOf, _ => node.OneOf });
            case "$ref":
                return Reference(node, at, value);
            case "pattern":
                return Pattern(node, at, value);
            default:
                return Bound(node, at, member.Name, value);
        }
    }

    private static Problem? Bound(SchemaNode node, string at, string name, JsonElement value)
    {
        if (name is "minimum" or "maximum" or "exclusiveMinimum" or "exclusiveMaximum")
        {
            if (value.ValueKind != JsonValueKind.Number || !value.TryGetDecimal(out var number))
            {
                return Wrong(at, "is a number");
            }

            switch (name)
            {
                case "minimum": node.Minimum = number; break;
                case "maximum": node.Maximum = number; break;
                case "exclusiveMinimum": node.Above = number; break;
                default: node.Below = number; break;
            }

            return null;
        }

        if (name is not ("minLength" or "maxLength" or "minItems" or "maxItems" or "minProperties" or "maxProperties"))
        {
            return Wrong(at, "is a keyword that is not checked here. Leave it out");
        }

        if (value.ValueKind != JsonValueKind.Number || !value.TryGetInt64(out var count) || count < 0)
        {
            return Wrong(at, "is a whole number from 0 on");
        }

        var isLeast = name.StartsWith("min", StringComparison.Ordinal);
        (long, long) With((long Least, long Most) old) => isLeast ? (count, old.Most) : (old.Least, count);
        switch (name[3..])
        {
            case "Length": node.Length = With(node.Length); break;
            case "Items": node.Count = With(node.Count); break;
            default: node.Members = With(node.Members); break;
        }

        return null;
    }

    private static Problem? Types(SchemaNode node, string at, JsonElement value)
    {
        var words = new List<string>();
        if (value.ValueKind == JsonValueKind.String)
        {
            words.Add(value.GetString()!);
        }
        else if (Texts(at, value, words) is { } problem)
        {
            return problem;
        }

        node.Kinds = JsonKinds.None;
        foreach (var word in words)
        {
            var kind = word switch
            {
                "null" => JsonKinds.Null,
                "boolean" => JsonKinds.Boolean,
                "object" => JsonKinds.Object,
                "array" => JsonKinds.Array,
                "number" => JsonKinds.Number,
                "integer" => JsonKinds.Integer,
                "string" => JsonKinds.String,
                _ => JsonKinds.None,
            };
            if (kind == JsonKinds.None)
            {
                return Wrong(at, "names a type that is none: null, boolean, object, array, number, integer or string");
            }

            node.Kinds |= kind;
        }

        return words.Count > 0 ? null : Wrong(at, "names no type");
    }

    private Problem? Reference(SchemaNode node, string at, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String || value.GetString() is not { Length: > 0 } pointer || pointer[0] != '#' || Find(pointer) is not { } target)
        {
            return Wrong(at, "points to nothing in this document. Write for instance #/$defs/item");
        }

        return One(pointer, target, read => node.Reference = read);
    }

    private JsonElement? Find(string pointer)
    {
        var place = root;
        foreach (var part in pointer.Length <= 1 ? [] : pointer[1..].Split('/').Skip(1))
        {
            var name = Uri.UnescapeDataString(part).Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            if (place.ValueKind == JsonValueKind.Object && place.TryGetProperty(name, out var member))
            {
                place = member;
            }
            else if (place.ValueKind == JsonValueKind.Array && int.TryParse(name, out var index) && index >= 0 && index < place.GetArrayLength())
            {
                place = place[index];
            }
            else
            {
                return null;
            }
        }

        return pointer.Length <= 1 || pointer[1] == '/' ? place : null;
    }

    private static Problem? Pattern(SchemaNode node, string at, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String || value.GetString() is not { Length: <= PatternCharsMax } pattern)
        {
            return Wrong(at, $"is a regular expression of at most {PatternCharsMax} characters");
        }

        try
        {
            node.Pattern = new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
            return null;
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            return Wrong(at, "is no regular expression that runs in linear time: no look-around, no back references");
        }
    }

    private Problem? One(string at, JsonElement value, Action<SchemaNode> take)
    {
        if (!At(at, value).Try(out var read, out var problem))
        {
            return problem;
        }

        take(read);
        return null;
    }

    private Problem? Several(string at, JsonElement value, List<SchemaNode> into)
    {
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() == 0)
        {
            return Wrong(at, "is a list of schemas");
        }

        var index = 0;
        foreach (var item in value.EnumerateArray())
        {
            if (One($"{at}/{index++}", item, into.Add) is { } problem)
            {
                return problem;
            }
        }

        return null;
    }

    private Problem? Each(string at, JsonElement value, Action<string, SchemaNode> take)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            return Wrong(at, "is an object of schemas");
        }

        foreach (var member in value.EnumerateObject())
        {
            if (One($"{at}/{Escaped(member.Name)}", member.Value, read => take(member.Name, read)) is { } problem)
            {
                return problem;
            }
        }

        return null;
    }

    private static Problem? Texts(string at, JsonElement value, List<string> into)
    {
        if (value.ValueKind != JsonValueKind.Array || value.EnumerateArray().Any(i => i.ValueKind != JsonValueKind.String))
        {
            return Wrong(at, "is a list of texts");
        }

        into.AddRange(value.EnumerateArray().Select(i => i.GetString()!));
        return null;
    }

    private static string Escaped(string name) => name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    private static Problem Wrong(string at, string what) => Problem.Invalid($"in the schema, {(at.Length <= 200 ? at : at[..200])} {what}.", "schema");
}
