using Strata.Traces.Bytes;
using Strata.Traces.Spans;

namespace Strata.Traces.Columns;

/// <summary>
/// What has no column, as bytes; nothing at all where a span has none of it.
/// <code>
/// extras = attributes:block dropped:varint events links
/// events = count:varint (name:text offset:zigzag(ns from the start) dropped:varint attributes:block)* dropped:varint
/// links  = count:varint (trace:16B span:8B state:text flags:varint dropped:varint attributes:block)* dropped:varint
/// </code>
/// </summary>
internal static class ExtrasText
{
    public static void Write(SpanRecord span, ByteWriter into)
    {
        if (span.Attributes.Count + span.Events.Count + span.Links.Count + span.DroppedAttributes + span.DroppedEvents + span.DroppedLinks == 0)
        {
            return;
        }

        into.Block(span.Attributes.Bytes);
        into.Varint((uint)span.DroppedAttributes);
        into.Varint((uint)span.Events.Count);
        foreach (var happened in span.Events)
        {
            into.Text(happened.Name);
            into.Zigzag(happened.TimeNs - span.StartNs);
            into.Varint((uint)happened.DroppedAttributes);
            into.Block(happened.Attributes.Bytes);
        }

        into.Varint((uint)span.DroppedEvents);
        into.Varint((uint)span.Links.Count);
        foreach (var link in span.Links)
        {
            into.U128(link.TraceId);
            into.U64(link.SpanId);
            into.Text(link.TraceState);
            into.Varint(link.Flags);
            into.Varint((uint)link.DroppedAttributes);
            into.Block(link.Attributes.Bytes);
        }

        into.Varint((uint)span.DroppedLinks);
    }

    /// <summary>The span's attributes within its extras.</summary>
    public static ReadOnlySpan<byte> Attributes(ReadOnlySpan<byte> extras) => new ByteCursor(extras).Block();

    /// <summary>Reads into a span whose start is set; false where the bytes are damaged.</summary>
    public static bool TryRead(ReadOnlySpan<byte> extras, SpanRecord span)
    {
        if (extras.IsEmpty)
        {
            return true;
        }

        var cursor = new ByteCursor(extras);
        Fill(span.Attributes, cursor.Block());
        span.DroppedAttributes = (int)cursor.Varint();
        for (var left = cursor.Count(); left > 0 && !cursor.Broken; left--)
        {
            var happened = new SpanEvent { Name = cursor.Text(), TimeNs = span.StartNs + cursor.Zigzag(), DroppedAttributes = (int)cursor.Varint() };
            Fill(happened.Attributes, cursor.Block());
            span.Events.Add(happened);
        }

        span.DroppedEvents = (int)cursor.Varint();
        for (var left = cursor.Count(); left > 0 && !cursor.Broken; left--)
        {
            var link = new SpanLink
            {
                TraceId = cursor.U128(),
                SpanId = cursor.U64(),
                TraceState = cursor.Text(),
                Flags = (uint)cursor.Varint(),
                DroppedAttributes = (int)cursor.Varint(),
            };
            Fill(link.Attributes, cursor.Block());
            span.Links.Add(link);
        }

        span.DroppedLinks = (int)cursor.Varint();
        return !cursor.Broken;
    }

    private static void Fill(AttributeList list, ReadOnlySpan<byte> bytes)
    {
        var count = 0;
        for (var reader = new AttributeReader(bytes); reader.Next(); count++)
        {
        }

        list.Append(bytes, count);
    }
}
