using System.Text.Json;

namespace Strata.Guard.Schemas;

/// <summary>Checks one document. Every comparison is a step; past the bound of steps or of schemas within each other the document is refused.</summary>
internal sealed class SchemaCheck
{
    public const int DepthMax = 64;
    private const int StepsMax = 1_000_000;
    private const int NestingMax = 256;
    private int steps;
    private int nesting;
    private bool isSpent;

    /// <summary>What is wrong and where; null where nothing is. What could not be checked to its end is wrong, whatever it stood under.</summary>
    public string? Run(SchemaNode schema, JsonElement value)
    {
        var wrong = At(schema, value, "");
        return isSpent || steps > StepsMax ? "it takes too much work to check" : wrong;
    }

    private string? At(SchemaNode schema, JsonElement value, string path)
    {
        if (ReferenceEquals(schema, SchemaNode.Anything))
        {
            return null;
        }

        if (++steps > StepsMax || nesting >= NestingMax)
        {
            isSpent = true;
            return "it takes too much work to check";
        }

        nesting++;
        var wrong = Kind(schema, value, path) ?? Value(schema, value, path) ?? Content(schema, value, path) ?? Combined(schema, value, path);
        nesting--;
        return wrong;
    }

    private static string? Kind(SchemaNode schema, JsonElement value, string path)
    {
        var kind = value.ValueKind switch
        {
            JsonValueKind.Null => JsonKinds.Null,
            JsonValueKind.True or JsonValueKind.False => JsonKinds.Boolean,
            JsonValueKind.Object => JsonKinds.Object,
            JsonValueKind.Array => JsonKinds.Array,
            JsonValueKind.String => JsonKinds.String,
            _ => IsWhole(value) ? JsonKinds.Number | JsonKinds.Integer : JsonKinds.Number,
        };
        return (schema.Kinds & kind) == 0 ? Said(path, "has another type") : null;
    }

    private string? Value(SchemaNode schema, JsonElement value, string path)
    {
        if (schema.Values is null)
        {
            return null;
        }

        foreach (var allowed in schema.Values)
        {
            steps++;
            if (JsonElement.DeepEquals(allowed, value))
            {
                return null;
            }
        }

        return Said(path, "is none of the values");
    }

    private string? Content(SchemaNode schema, JsonElement value, string path) => value.ValueKind switch
    {
        JsonValueKind.Object => Members(schema, value, path),
        JsonValueKind.Array => Items(schema, value, path),
        JsonValueKind.String => Text(schema, value.GetString()!, path),
        JsonValueKind.Number => Number(schema, value, path),
        _ => null,
    };

    private string? Members(SchemaNode schema, JsonElement value, string path)
    {
        var each = schema.Required.Count > 0 ? value.GetPropertyCount() : 0;
        foreach (var name in schema.Required)
        {
            steps += 1 + (each / 8);
            if (steps > StepsMax)
            {
                return Said(path, "has too much in it");
            }

            if (!value.TryGetProperty(name, out _))
            {
                return Said(path, $"lacks '{name}'");
            }
        }

        var count = 0L;
        foreach (var member in value.EnumerateObject())
        {
            count++;
            var rule = schema.Properties.TryGetValue(member.Name, out var known) ? known : schema.Additional;
            if (rule is not null && At(rule, member.Value, known is null ? $"{path}.*" : $"{path}.{member.Name}") is { } wrong)
            {
                return wrong;
            }
        }

        return count < schema.Members.Least || count > schema.Members.Most ? Said(path, "has too few or too many members") : null;
    }

    private string? Items(SchemaNode schema, JsonElement value, string path)
    {
        var count = value.GetArrayLength();
        if (count < schema.Count.Least || count > schema.Count.Most)
        {
            return Said(path, "has too few or too many items");
        }

        if (schema.Items is not null)
        {
            foreach (var item in value.EnumerateArray())
            {
                if (At(schema.Items, item, path + "[]") is { } wrong)
                {
                    return wrong;
                }
            }
        }

        return null;
    }

    private static string? Text(SchemaNode schema, string text, string path)
    {
        if (schema.Length != (0, long.MaxValue))
        {
            var length = 0L;
            foreach (var _ in text.EnumerateRunes())
            {
                length++;
            }

            if (length < schema.Length.Least || length > schema.Length.Most)
            {
                return Said(path, "is too short or too long");
            }
        }

        return schema.Pattern?.IsMatch(text) == false ? Said(path, "does not match its pattern") : null;
    }

    private static string? Number(SchemaNode schema, JsonElement value, string path)
    {
        if (schema.Minimum is null && schema.Maximum is null && schema.Above is null && schema.Below is null)
        {
            return null;
        }

        if (value.TryGetDecimal(out var number))
        {
            return number < schema.Minimum || number > schema.Maximum || number <= schema.Above || number >= schema.Below ? Said(path, "is out of range") : null;
        }

        var large = value.GetDouble(); // beyond what bounds can be: only the side counts
        var isOut = large > 0 ? schema.Maximum is not null || schema.Below is not null : schema.Minimum is not null || schema.Above is not null;
        return isOut ? Said(path, "is out of range") : null;
    }

    private string? Combined(SchemaNode schema, JsonElement value, string path)
    {
        if (schema.Reference is not null && At(schema.Reference, value, path) is { } wrong)
        {
            return wrong;
        }

        foreach (var part in schema.AllOf)
        {
            if (At(part, value, path) is { } refused)
            {
                return refused;
            }
        }

        return schema.AnyOf.Count > 0 && Fitting(schema.AnyOf, value, path, 1) == 0 ? Said(path, "fits none of several schemas")
            : schema.OneOf.Count > 0 && Fitting(schema.OneOf, value, path, 2) != 1 ? Said(path, "does not fit exactly one of several schemas")
            : schema.Not is not null && At(schema.Not, value, path) is null ? Said(path, "fits what it must not")
            : null;
    }

    private int Fitting(List<SchemaNode> schemas, JsonElement value, string path, int enough)
    {
        var fitting = 0;
        foreach (var schema in schemas)
        {
            fitting += At(schema, value, path) is null ? 1 : 0;
            if (fitting >= enough)
            {
                break;
            }
        }

        return fitting;
    }

    private static bool IsWhole(JsonElement value) => value.TryGetDecimal(out var number) ? number == decimal.Truncate(number) : double.IsInteger(value.GetDouble());

    private static string Said(string path, string what) => path.Length == 0 ? $"it {what}" : $"{path} {what}";
}
