using System.Globalization;
using System.Text.Json;
using Strata.Otlp.Wire;
using Strata.Traces.Spans;

namespace Strata.Otlp.Values;

/// <summary>Says an OTLP value as JSON: what senders give structured where others give a text of JSON becomes the same.</summary>
internal static class ValueJson
{
    private const int DepthMax = 32;

    public static void Write(Utf8JsonWriter json, WireValue value, ref bool broken, int depth = 0)
    {
        switch (value.Kind)
        {
            case AttributeKind.Text:
                json.WriteStringValue(WellFormed(value.Raw));
                break;
            case AttributeKind.Integer:
                json.WriteNumberValue((long)value.Bits);
                break;
            case AttributeKind.Number when double.IsFinite(value.Double):
                json.WriteNumberValue(value.Double);
                break;
            case AttributeKind.Number:
                json.WriteStringValue(value.Double.ToString(CultureInfo.InvariantCulture));
                break;
            case AttributeKind.True or AttributeKind.False:
                json.WriteBooleanValue(value.Kind == AttributeKind.True);
                break;
            case AttributeKind.Bytes:
                json.WriteBase64StringValue(value.Raw);
                break;
            case AttributeKind.Array or AttributeKind.Map when depth < DepthMax:
                Members(json, value, ref broken, depth + 1);
                break;
            default:
                json.WriteNullValue();
                break;
        }
    }

    /// <summary>The text, with bytes that are no UTF-8 replaced; most often the same bytes.</summary>
    public static ReadOnlySpan<byte> WellFormed(ReadOnlySpan<byte> text) =>
        System.Text.Unicode.Utf8.IsValid(text) ? text : System.Text.Encoding.UTF8.GetBytes(System.Text.Encoding.UTF8.GetString(text));

    private static void Members(Utf8JsonWriter json, WireValue value, ref bool broken, int depth)
    {
        var map = value.Kind == AttributeKind.Map;
        if (map)
        {
            json.WriteStartObject();
        }
        else
        {
            json.WriteStartArray();
        }

        var reader = new ProtoReader(value.Raw);
        while (reader.Next())
        {
            if (!reader.Is(1))
            {
                continue;
            }

            if (map)
            {
                var pair = WirePair.Read(reader.Payload, ref broken);
                json.WritePropertyName(WellFormed(pair.Key));
                Write(json, pair.Value, ref broken, depth);
            }
            else
            {
                Write(json, WireValue.Read(reader.Payload, ref broken), ref broken, depth);
            }
        }

        broken |= reader.Broken;
        if (map)
        {
            json.WriteEndObject();
        }
        else
        {
            json.WriteEndArray();
        }
    }
}
