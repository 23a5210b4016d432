using System.Text;
using Strata.Otlp.Wire;
using Strata.Traces.Spans;

namespace Strata.Otlp.Export;

/// <summary>Writes attributes as OTLP's <c>KeyValue</c>, every text through the mask.</summary>
internal sealed class AttributeWriter(ProtoWriter writer, ITextMask mask)
{
    private const int SpanAttributes = 9;

    /// <summary>Writes a whole list that the mask lets through.</summary>
    public void List(int field, ReadOnlySpan<byte> list)
    {
        var reader = new AttributeReader(list);
        while (reader.Next())
        {
            if (mask.Keeps(reader.Key))
            {
                var pair = writer.Begin(field);
                writer.Bytes(1, reader.Key);
                Value(2, ref reader);
                writer.End(pair);
            }
        }
    }

    public void Word(ReadOnlySpan<byte> key, string word)
    {
        if (word.Length > 0)
        {
            Text(SpanAttributes, key, word);
        }
    }

    public void Text(int field, ReadOnlySpan<byte> key, string text)
    {
        if (mask.Keeps(key))
        {
            Text(field, key, Encoding.UTF8.GetBytes(text));
        }
    }

    /// <summary>Writes a text of the span's; masked.</summary>
    public void Text(ReadOnlySpan<byte> key, ReadOnlyMemory<byte> text)
    {
        if (mask.Keeps(key))
        {
            Text(SpanAttributes, key, text);
        }
    }

    /// <summary>Writes a text whose parts are masked already.</summary>
    public void Json(ReadOnlySpan<byte> key, ReadOnlySpan<byte> text)
    {
        var (pair, any) = Begin(key);
        writer.Bytes(1, text);
        writer.End(any);
        writer.End(pair);
    }

    public void Words(ReadOnlySpan<byte> key, IReadOnlyList<string> words)
    {
        var (pair, any) = Begin(key);
        var list = writer.Begin(5);
        foreach (var word in words)
        {
            var item = writer.Begin(1);
            writer.Text(1, Masked(word));
            writer.End(item);
        }

        writer.End(list);
        writer.End(any);
        writer.End(pair);
    }

    public void Some(ReadOnlySpan<byte> key, long value)
    {
        if (value != 0)
        {
            Whole(key, value);
        }
    }

    public void Whole(ReadOnlySpan<byte> key, long value)
    {
        var (pair, any) = Begin(key);
        writer.Varint(3, (ulong)value);
        writer.End(any);
        writer.End(pair);
    }

    public void Number(ReadOnlySpan<byte> key, double value)
    {
        var (pair, any) = Begin(key);
        writer.Double(4, value);
        writer.End(any);
        writer.End(pair);
    }

    public string Masked(string text) => text.Length == 0 ? text : Encoding.UTF8.GetString(mask.Mask(Encoding.UTF8.GetBytes(text)).Span);

    private (int Pair, int Any) Begin(ReadOnlySpan<byte> key)
    {
        var pair = writer.Begin(SpanAttributes);
        writer.Bytes(1, key);
        return (pair, writer.Begin(2));
    }

    private void Text(int field, ReadOnlySpan<byte> key, ReadOnlyMemory<byte> text)
    {
        var pair = writer.Begin(field);
        writer.Bytes(1, key);
        var any = writer.Begin(2);
        writer.Bytes(1, mask.Mask(text).Span);
        writer.End(any);
        writer.End(pair);
    }

    private void Value(int field, ref AttributeReader reader)
    {
        var any = writer.Begin(field);
        switch (reader.Kind)
        {
            case AttributeKind.Text:
                writer.Bytes(1, mask.Mask(reader.Bytes.ToArray()).Span);
                break;
            case AttributeKind.True or AttributeKind.False:
                writer.Varint(2, reader.Kind == AttributeKind.True ? 1UL : 0);
                break;
            case AttributeKind.Integer:
                writer.Varint(3, (ulong)reader.Integer);
                break;
            case AttributeKind.Number:
                writer.Double(4, reader.Number);
                break;
            case AttributeKind.Array or AttributeKind.Map:
                var members = writer.Begin(reader.Kind == AttributeKind.Array ? 5 : 6);
                var inside = reader.Inside();
                while (inside.Next())
                {
                    if (reader.Kind == AttributeKind.Array)
                    {
                        Value(1, ref inside);
                        continue;
                    }

                    var pair = writer.Begin(1);
                    writer.Bytes(1, inside.Key);
                    Value(2, ref inside);
                    writer.End(pair);
                }

                writer.End(members);
                break;
            case AttributeKind.Bytes:
                writer.Bytes(7, reader.Bytes);
                break;
        }

        writer.End(any);
    }
}
