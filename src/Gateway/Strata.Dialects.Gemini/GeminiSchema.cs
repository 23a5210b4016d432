using System.Buffers;
using System.Text.Json;
using Strata.Dialects.Json;

namespace Strata.Dialects.Gemini;

/// <summary>
/// Google's <c>Schema</c> (a piece of OpenAPI 3.0: TYPE in capitals, <c>nullable</c>, counts in quotes, <c>propertyOrdering</c>) as a
/// JSON schema. What both have alike, and every keyword we do not know, passes as it is.
/// </summary>
internal static class GeminiSchema
{
    public static ReadOnlyMemory<byte> ToJsonSchema(JsonElement schema, string path, JsonReading reading)
    {
        var output = new ArrayBufferWriter<byte>(256);
        using (var json = JsonOut.Over(output))
        {
            Write(json, schema, path, reading);
        }

        return output.WrittenMemory;
    }

    private static void Write(Utf8JsonWriter json, JsonElement schema, string path, JsonReading reading)
    {
        if (schema.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            json.WriteBooleanValue(schema.ValueKind == JsonValueKind.True);
            return;
        }

        var members = new MemberReader(schema, path, reading, proto: true);
        var isNullable = members.Flag("nullable") ?? false;
        var order = members.Texts("propertyOrdering", JsonLimits.BlocksMax);
        json.WriteStartObject();
        Type(json, members, isNullable);
        Enum(json, members, isNullable);
        Properties(json, members, order, path, reading);
        foreach (var name in (ReadOnlySpan<string>)["minItems", "maxItems", "minLength", "maxLength", "minProperties", "maxProperties"])
        {
            if (members.Whole(name, 0, long.MaxValue) is { } count)
            {
                json.WriteNumber(name, count);
            }
        }

        if (members.Take("items") is { } items)
        {
            json.WritePropertyName("items"u8);
            Write(json, items, path + ".items", reading);
        }

        AnyOf(json, members, isNullable, path, reading);
        if (members.Take("additionalProperties") is { } more)
        {
            json.WritePropertyName("additionalProperties"u8);
            Write(json, more, path + ".additionalProperties", reading);
        }

        foreach (var rest in members.Rest())
        {
            json.WritePropertyName(rest.Name is "ref" or "defs" ? "$" + rest.Name : rest.Name);
            json.WriteRawValue(rest.Json.Span, skipInputValidation: true);
        }

        json.WriteEndObject();
    }

    private static void Type(Utf8JsonWriter json, MemberReader members, bool isNullable)
    {
        if (members.Take("type") is not { } type)
        {
            return;
        }

        if (type.ValueKind != JsonValueKind.String)
        {
            json.WritePropertyName("type"u8);
            type.WriteTo(json); // a list of types is a JSON schema already
            return;
        }

        var word = type.GetString()!.ToLowerInvariant();
        if (word == "type_unspecified")
        {
            return;
        }

        if (!isNullable)
        {
            json.WriteString("type"u8, word);
            return;
        }

        json.WriteStartArray("type"u8);
        json.WriteStringValue(word);
        json.WriteStringValue("null"u8);
        json.WriteEndArray();
    }

    private static void Enum(Utf8JsonWriter json, MemberReader members, bool isNullable)
    {
        var values = members.Items("enum", JsonLimits.BlocksMax).ToList();
        if (values.Count == 0)
        {
            return;
        }

        json.WriteStartArray("enum"u8);
        foreach (var value in values)
        {
            value.WriteTo(json);
        }

        if (isNullable)
        {
            json.WriteNullValue();
        }

        json.WriteEndArray();
    }

    /// <summary>Properties in the order that <c>propertyOrdering</c> asks for: in a JSON schema their order says it.</summary>
    private static void Properties(Utf8JsonWriter json, MemberReader members, IReadOnlyList<string> order, string path, JsonReading reading)
    {
        if (members.Take("properties") is not { ValueKind: JsonValueKind.Object } properties)
        {
            return;
        }

        json.WriteStartObject("properties"u8);
        foreach (var name in order.Distinct())
        {
            if (properties.TryGetProperty(name, out var value))
            {
                json.WritePropertyName(name);
                Write(json, value, $"{path}.properties.{name}", reading);
            }
        }

        foreach (var property in properties.EnumerateObject())
        {
            if (!order.Contains(property.Name))
            {
                json.WritePropertyName(property.Name);
                Write(json, property.Value, $"{path}.properties.{property.Name}", reading);
            }
        }

        json.WriteEndObject();
    }

    private static void AnyOf(Utf8JsonWriter json, MemberReader members, bool isNullable, string path, JsonReading reading)
    {
        var hasType = members.Element.TryGetProperty("type", out _);
        var at = 0;
        foreach (var option in members.Items("anyOf", JsonLimits.BlocksMax))
        {
            if (at == 0)
            {
                json.WriteStartArray("anyOf"u8);
            }

            Write(json, option, $"{path}.anyOf[{at++}]", reading);
        }

        if (at > 0)
        {
            if (isNullable && !hasType)
            {
                json.WriteStartObject();
                json.WriteString("type"u8, "null"u8);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }
    }
}
