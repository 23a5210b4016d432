using System.Text.Json.Nodes;
using Strata.Traces.Spans;

namespace Strata.Traces.Api.Wire;

/// <summary>Attributes as JSON: values of their own kinds, arrays and maps as they are, bytes in base64.</summary>
public static class AttributeJson
{
    private const int DepthMax = 32;

    /// <summary>The object of a list. Of two attributes of one name the later one stands.</summary>
    public static JsonObject Of(ReadOnlySpan<byte> list)
    {
        var reader = new AttributeReader(list);
        return Map(ref reader, 0);
    }

    private static JsonObject Map(ref AttributeReader reader, int depth)
    {
        var map = new JsonObject();
        while (reader.Next())
        {
            map[System.Text.Encoding.UTF8.GetString(reader.Key)] = Value(ref reader, depth);
        }

        return map;
    }

    private static JsonNode? Value(ref AttributeReader reader, int depth)
    {
        switch (reader.Kind)
        {
            case AttributeKind.Text:
                return JsonValue.Create(reader.Text);
            case AttributeKind.Integer:
                return JsonValue.Create(reader.Integer);
            case AttributeKind.Number:
                return double.IsFinite(reader.Number) ? JsonValue.Create(reader.Number) : JsonValue.Create(reader.Number.ToString(System.Globalization.CultureInfo.InvariantCulture));
            case AttributeKind.True or AttributeKind.False:
                return JsonValue.Create(reader.Kind == AttributeKind.True);
            case AttributeKind.Bytes:
                return JsonValue.Create(Convert.ToBase64String(reader.Bytes));
            case AttributeKind.Map when depth < DepthMax:
                var inner = reader.Inside();
                return Map(ref inner, depth + 1);
            case AttributeKind.Array when depth < DepthMax:
                var array = new JsonArray();
                for (var inside = reader.Inside(); inside.Next();)
                {
                    array.Add(Value(ref inside, depth + 1));
                }

                return array;
            default:
                return null;
        }
    }
}
