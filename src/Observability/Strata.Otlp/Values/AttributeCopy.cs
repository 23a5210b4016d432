using Strata.Otlp.Wire;
using Strata.Traces.Spans;

namespace Strata.Otlp.Values;

/// <summary>Copies OTLP values into a list of attributes, arrays and maps with their structure.</summary>
internal static class AttributeCopy
{
    /// <summary>Members of one array or map; more are left out.</summary>
    private const int MembersMax = 1024;

    public static void Add(AttributeList list, ReadOnlySpan<byte> key, WireValue value, ref bool broken)
    {
        switch (value.Kind)
        {
            case AttributeKind.Text:
                list.Add(key, value.Raw);
                break;
            case AttributeKind.Integer:
                list.Add(key, (long)value.Bits);
                break;
            case AttributeKind.Number:
                list.Add(key, value.Double);
                break;
            case AttributeKind.True or AttributeKind.False:
                list.Add(key, value.Kind == AttributeKind.True);
                break;
            case AttributeKind.Bytes:
                list.AddBytes(key, value.Raw);
                break;
            case AttributeKind.Array or AttributeKind.Map:
                Open(list, key, value, ref broken);
                break;
            default:
                list.AddEmpty(key);
                break;
        }
    }

    private static void Open(AttributeList list, ReadOnlySpan<byte> key, WireValue value, ref bool broken)
    {
        if (!list.TryOpen(key, value.Kind))
        {
            list.Add(key, "(nested too deep)"u8);
            return;
        }

        var reader = new ProtoReader(value.Raw);
        for (var left = MembersMax; left > 0 && reader.Next(); left--)
        {
            if (!reader.Is(1))
            {
                continue;
            }

            if (value.Kind == AttributeKind.Map)
            {
                var pair = WirePair.Read(reader.Payload, ref broken);
                Add(list, pair.Key, pair.Value, ref broken);
            }
            else
            {
                Add(list, default, WireValue.Read(reader.Payload, ref broken), ref broken);
            }
        }

        broken |= reader.Broken;
        list.Close();
    }
}
