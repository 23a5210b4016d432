using System.Text;
using Strata.Traces.Bytes;
using Strata.Traces.Spans;

namespace Strata.Traces.Columns;

/// <summary>
/// What the attribute filter of a block holds: a hash of key and value for each attribute at the top, and for each element of
/// an array. Whole decimal numbers hash as whole numbers, so 5 finds 5.0.
/// </summary>
internal static class AttributeHash
{
    public static ulong OfText(ulong key, ReadOnlySpan<byte> text) => Hash64.Of(text, key);

    public static ulong OfInteger(ulong key, long value) => Hash64.Of(key, (ulong)value);

    public static ulong OfFlag(ulong key, bool value) => Hash64.Of(key ^ 0xF1A6, value ? 1UL : 2UL);

    public static ulong OfNumber(ulong key, double value) =>
        value == Math.Floor(value) && Math.Abs(value) < 9e15 ? OfInteger(key, (long)value) : Hash64.Of(~key, (ulong)BitConverter.DoubleToInt64Bits(value));

    public static ulong Key(string key) => Hash64.Of(Encoding.UTF8.GetBytes(key));

    /// <summary>Adds all of a list.</summary>
    public static void Collect(ReadOnlySpan<byte> attributes, HashSet<ulong> into)
    {
        var reader = new AttributeReader(attributes);
        while (reader.Next())
        {
            Collect(Hash64.Of(reader.Key), ref reader, into);
        }
    }

    private static void Collect(ulong key, ref AttributeReader reader, HashSet<ulong> into)
    {
        switch (reader.Kind)
        {
            case AttributeKind.Text:
                into.Add(OfText(key, reader.Bytes));
                break;
            case AttributeKind.Integer:
                into.Add(OfInteger(key, reader.Integer));
                break;
            case AttributeKind.Number:
                into.Add(OfNumber(key, reader.Number));
                break;
            case AttributeKind.False or AttributeKind.True:
                into.Add(OfFlag(key, reader.Kind == AttributeKind.True));
                break;
            case AttributeKind.Array:
                for (var inside = reader.Inside(); inside.Next();)
                {
                    if (inside.Kind != AttributeKind.Array)
                    {
                        Collect(key, ref inside, into);
                    }
                }

                break;
            default:
                break;
        }
    }
}
