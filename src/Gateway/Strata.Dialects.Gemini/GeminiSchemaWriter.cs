using System.Text.Json;
using Strata.Dialects.Json;
using Strata.Dialects.Translation;

namespace Strata.Dialects.Gemini;

/// <summary>
/// Writes a JSON schema as Google's <c>Schema</c>, for servers that take no JSON schema (<see cref="WriteProfile.TakesOpenApiSchema"/>).
/// References are written out; a keyword that only constrains further and has no place there is refused by its name.
/// </summary>
internal sealed class GeminiSchemaWriter(JsonElement root, string at, Losses losses)
{
    private const int NestingMax = 32;
    private static readonly JsonElement Empty = JsonElement.Parse("{}");

    private static readonly HashSet<string> Same = new(StringComparer.Ordinal)
    {
        "format", "title", "description", "default", "example", "pattern", "required", "minimum", "maximum",
        "minItems", "maxItems", "minLength", "maxLength", "minProperties", "maxProperties", "propertyOrdering", "nullable",
    };

    public static void Write(Utf8JsonWriter json, ReadOnlyMemory<byte> schema, string at, Losses losses)
    {
        using var document = JsonDocument.Parse(schema, new JsonDocumentOptions { MaxDepth = JsonLimits.DepthMax });
        new GeminiSchemaWriter(document.RootElement, at, losses).Value(json, document.RootElement, 0);
    }

    private void Value(Utf8JsonWriter json, JsonElement schema, int depth)
    {
        json.WriteStartObject();
        if (depth > NestingMax)
        {
            losses.Refuse(at, "The schema refers to itself, which Google's schema of this server cannot say.");
        }
        else if (schema.ValueKind == JsonValueKind.Object)
        {
            Members(json, Resolved(schema), depth);
        }

        json.WriteEndObject();
    }

    private void Members(Utf8JsonWriter json, JsonElement schema, int depth)
    {
        foreach (var member in schema.EnumerateObject())
        {
            switch (member.Name)
            {
                case "type":
                    Type(json, member.Value);
                    break;
                case "properties" when member.Value.ValueKind == JsonValueKind.Object:
                    json.WriteStartObject("properties"u8);
                    foreach (var property in member.Value.EnumerateObject())
                    {
                        json.WritePropertyName(property.Name);
                        Value(json, property.Value, depth + 1);
                    }

                    json.WriteEndObject();
                    break;
                case "items":
                    json.WritePropertyName("items"u8);
                    Value(json, member.Value, depth + 1);
                    break;
                case "anyOf" or "oneOf" when member.Value.ValueKind == JsonValueKind.Array:
                    Options(json, member.Value, depth);
                    break;
                case "enum" or "const":
                    Enum(json, member.Value);
                    break;
                case "additionalProperties" or "$schema" or "$id" or "$defs" or "definitions" or "$comment" or "examples" or "strict":
                    break; // Google's schemas are closed, the rest says nothing about the value
                default:
                    Other(json, member);
                    break;
            }
        }
    }

    private void Other(Utf8JsonWriter json, JsonProperty member)
    {
        if (!Same.Contains(member.Name))
        {
            losses.Refuse($"{at}.{member.Name}", $"The keyword '{member.Name}' cannot be expressed in Google's schema of this server.");
            return;
        }

        json.WritePropertyName(member.Name);
        member.Value.WriteTo(json);
    }

    private static void Type(Utf8JsonWriter json, JsonElement type)
    {
        if (type.ValueKind == JsonValueKind.String)
        {
            json.WriteString("type"u8, type.GetString()!.ToUpperInvariant());
            return;
        }

        var words = type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Where(one => one.ValueKind == JsonValueKind.String).Select(one => one.GetString()!).ToList() : [];
        if (words.Remove("null"))
        {
            json.WriteBoolean("nullable"u8, true);
        }

        if (words.Count == 1)
        {
            json.WriteString("type"u8, words[0].ToUpperInvariant());
            return;
        }

        json.WriteStartArray("anyOf"u8);
        foreach (var word in words)
        {
            json.WriteStartObject();
            json.WriteString("type"u8, word.ToUpperInvariant());
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void Options(Utf8JsonWriter json, JsonElement options, int depth)
    {
        var isNullable = false;
        json.WriteStartArray("anyOf"u8);
        foreach (var option in options.EnumerateArray())
        {
            if (option.ValueKind == JsonValueKind.Object && option.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String && type.ValueEquals("null"u8))
            {
                isNullable = true;
                continue;
            }

            Value(json, option, depth + 1);
        }

        json.WriteEndArray();
        if (isNullable)
        {
            json.WriteBoolean("nullable"u8, true);
        }
    }

    /// <summary>Enumerations there are texts; a null among them is what <c>nullable</c> says.</summary>
    private void Enum(Utf8JsonWriter json, JsonElement value)
    {
        json.WriteStartArray("enum"u8);
        foreach (var one in value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().AsEnumerable() : [value])
        {
            if (one.ValueKind == JsonValueKind.String)
            {
                one.WriteTo(json);
            }
            else if (one.ValueKind != JsonValueKind.Null)
            {
                losses.Refuse(at + ".enum", "Only texts can be enumerated in Google's schema of this server.");
            }
        }

        json.WriteEndArray();
    }

    private JsonElement Resolved(JsonElement schema)
    {
        for (var hops = 0; hops < NestingMax && schema.TryGetProperty("$ref", out var reference) && reference.ValueKind == JsonValueKind.String; hops++)
        {
            var target = root;
            foreach (var step in reference.GetString()!.TrimStart('#').Split('/', StringSplitOptions.RemoveEmptyEntries))
            {
                if (target.ValueKind != JsonValueKind.Object || !target.TryGetProperty(step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal), out target))
                {
                    losses.Refuse(at + ".$ref", "The schema refers to a part that is not in it.");
                    return Empty;
                }
            }

            schema = target.ValueKind == JsonValueKind.Object ? target : Empty;
        }

        if (schema.TryGetProperty("$ref", out _))
        {
            losses.Refuse(at + ".$ref", "The schema refers to itself, which Google's schema of this server cannot say.");
            return Empty;
        }

        return schema;
    }
}
