using System.Buffers.Binary;
using System.Text;
using Strata.Otlp.Dialects;
using Strata.Otlp.Values;
using Strata.Otlp.Wire;
using Strata.Traces.Spans;

namespace Strata.Otlp.Spans;

/// <summary>
/// Reads one OTLP <c>Span</c> into a record, in two walks over its bytes: ids, names, times and attributes first, then events and
/// links (an event may be a message of the conversation, which stands behind what attributes say).
/// </summary>
internal sealed class SpanReader(TextPool pool, SpanDraft draft, SpanFields fields, EarlierEvents earlier)
{
    /// <summary>Events of a span; more are counted as dropped.</summary>
    public const int EventsMax = 512;

    /// <summary>Links of a span; more are counted as dropped.</summary>
    public const int LinksMax = 256;

    /// <summary>Characters of a status text.</summary>
    private const int StatusBytesMax = 16 * 1024;

    /// <summary>Reads a span; a sentence where it cannot be taken, null where it can. <paramref name="broken"/> is set where the bytes are no message.</summary>
    public string? Read(ReadOnlySpan<byte> message, SpanRecord span, ReadOnlyMemory<byte> body, ref bool broken)
    {
        draft.Begin(span, body);
        var (parentBytes, idsSound) = (0, true);
        var later = false;
        var reader = new ProtoReader(message);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1 when reader.Kind == WireKind.Bytes:
                    idsSound &= reader.Payload.Length == 16;
                    span.TraceId = reader.Payload.Length == 16 ? BinaryPrimitives.ReadUInt128BigEndian(reader.Payload) : 0;
                    break;
                case 2 when reader.Kind == WireKind.Bytes:
                    idsSound &= reader.Payload.Length == 8;
                    span.SpanId = reader.Payload.Length == 8 ? BinaryPrimitives.ReadUInt64BigEndian(reader.Payload) : 0;
                    break;
                case 3 when reader.Kind == WireKind.Bytes:
                    span.TraceState = pool.Get(SpanDraft.Cut(reader.Payload, 1024));
                    break;
                case 4 when reader.Kind == WireKind.Bytes:
                    parentBytes = reader.Payload.Length;
                    span.ParentId = parentBytes == 8 ? BinaryPrimitives.ReadUInt64BigEndian(reader.Payload) : 0;
                    break;
                case 5 when reader.Kind == WireKind.Bytes:
                    span.Name = pool.Get(SpanDraft.Cut(reader.Payload, 1024));
                    break;
                case 6 when reader.Kind == WireKind.Varint:
                    span.Kind = reader.Bits <= (ulong)SpanKind.Consumer ? (SpanKind)reader.Bits : SpanKind.Unspecified;
                    break;
                case 7 when reader.Kind == WireKind.Fixed64:
                    span.StartNs = Time(reader.Bits);
                    break;
                case 8 when reader.Kind == WireKind.Fixed64:
                    span.EndNs = Time(reader.Bits);
                    break;
                case 9 when reader.Kind == WireKind.Bytes:
                    var pair = WirePair.Read(reader.Payload, ref broken);
                    draft.Add(pair.Key, pair.Value);
                    break;
                case 10 when reader.Kind == WireKind.Varint:
                    span.DroppedAttributes += Count(reader.Bits);
                    break;
                case 11 or 13 when reader.Kind == WireKind.Bytes:
                    later = true;
                    break;
                case 12 when reader.Kind == WireKind.Varint:
                    span.DroppedEvents += Count(reader.Bits);
                    break;
                case 14 when reader.Kind == WireKind.Varint:
                    span.DroppedLinks += Count(reader.Bits);
                    break;
                case 15 when reader.Kind == WireKind.Bytes:
                    Status(reader.Payload, span, ref broken);
                    break;
                case 16 when reader.Kind == WireKind.Fixed32:
                    span.Flags = (uint)reader.Bits;
                    break;
            }
        }

        broken |= reader.Broken;
        if (later)
        {
            Happenings(message, span, ref broken);
        }

        span.EndNs = Math.Max(span.StartNs, span.EndNs);
        fields.Fill();
        broken |= draft.Broken;
        return !idsSound || span.TraceId == 0 || span.SpanId == 0 ? "has no valid trace or span id (16 and 8 bytes, not all zero); were logs or metrics sent to the path of traces?"
            : parentBytes is not (0 or 8) ? "has a parent id that is not 8 bytes"
            : span.StartNs <= 0 ? "has no start time"
            : null;
    }

    private static long Time(ulong nanos) => (long)Math.Min(nanos, long.MaxValue);

    private static int Count(ulong bits) => (int)Math.Min(bits, 1_000_000);

    private static void Status(ReadOnlySpan<byte> message, SpanRecord span, ref bool broken)
    {
        var reader = new ProtoReader(message);
        while (reader.Next())
        {
            if (reader.Is(2))
            {
                span.StatusText = Encoding.UTF8.GetString(SpanDraft.Cut(reader.Payload, StatusBytesMax));
            }
            else if (reader is { Field: 3, Kind: WireKind.Varint })
            {
                span.Status = reader.Bits <= (ulong)SpanStatus.Error ? (SpanStatus)reader.Bits : SpanStatus.Unset;
            }
        }

        broken |= reader.Broken;
    }

    private void Happenings(ReadOnlySpan<byte> message, SpanRecord span, ref bool broken)
    {
        var reader = new ProtoReader(message);
        while (reader.Next())
        {
            if (reader.Is(11))
            {
                Event(reader.Payload, span, ref broken);
            }
            else if (reader.Is(13))
            {
                Link(reader.Payload, span, ref broken);
            }
        }
    }

    private void Event(ReadOnlySpan<byte> message, SpanRecord span, ref bool broken)
    {
        ReadOnlySpan<byte> name = default;
        var happened = new SpanEvent();
        var reader = new ProtoReader(message);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1 when reader.Kind == WireKind.Fixed64:
                    happened.TimeNs = Time(reader.Bits);
                    break;
                case 2 when reader.Kind == WireKind.Bytes:
                    name = reader.Payload;
                    break;
                case 4 when reader.Kind == WireKind.Varint:
                    happened.DroppedAttributes = Count(reader.Bits);
                    break;
            }
        }

        broken |= reader.Broken;
        if (EarlierEvents.IsMessage(name) && earlier.Take(name, message, field: 3))
        {
            return;
        }

        if (span.Events.Count >= EventsMax)
        {
            span.DroppedEvents++;
            return;
        }

        var isException = name.SequenceEqual("exception"u8);
        var speaks = EarlierEvents.SpeaksForSpan(name);
        happened.Name = pool.Get(SpanDraft.Cut(name, 1024));
        reader = new ProtoReader(message);
        while (reader.Next())
        {
            if (!reader.Is(3))
            {
                continue;
            }

            var pair = WirePair.Read(reader.Payload, ref broken);
            if (speaks && DialectTable.Rows.TryGet(pair.Key, out _))
            {
                draft.Add(pair.Key, pair.Value);
            }
            else if (happened.Attributes.Count < SpanDraft.AttributesMax)
            {
                AttributeCopy.Add(happened.Attributes, pair.Key, pair.Value, ref broken);
            }
            else
            {
                happened.DroppedAttributes++;
            }

            if (isException && pair.Value.Kind == AttributeKind.Text && pair.Key.SequenceEqual("exception.type"u8))
            {
                span.ErrorType = pool.Get(SpanDraft.Cut(pair.Value.Raw, 256));
            }
        }

        span.Events.Add(happened);
    }

    private void Link(ReadOnlySpan<byte> message, SpanRecord span, ref bool broken)
    {
        if (span.Links.Count >= LinksMax)
        {
            span.DroppedLinks++;
            return;
        }

        var link = new SpanLink();
        var reader = new ProtoReader(message);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1 when reader.Kind == WireKind.Bytes && reader.Payload.Length == 16:
                    link.TraceId = BinaryPrimitives.ReadUInt128BigEndian(reader.Payload);
                    break;
                case 2 when reader.Kind == WireKind.Bytes && reader.Payload.Length == 8:
                    link.SpanId = BinaryPrimitives.ReadUInt64BigEndian(reader.Payload);
                    break;
                case 3 when reader.Kind == WireKind.Bytes:
                    link.TraceState = pool.Get(SpanDraft.Cut(reader.Payload, 1024));
                    break;
                case 4 when reader.Kind == WireKind.Bytes && link.Attributes.Count < SpanDraft.AttributesMax:
                    var pair = WirePair.Read(reader.Payload, ref broken);
                    AttributeCopy.Add(link.Attributes, pair.Key, pair.Value, ref broken);
                    break;
                case 5 when reader.Kind == WireKind.Varint:
                    link.DroppedAttributes += Count(reader.Bits);
                    break;
                case 6 when reader.Kind == WireKind.Fixed32:
                    link.Flags = (uint)reader.Bits;
                    break;
            }
        }

        broken |= reader.Broken;
        span.Links.Add(link);
    }
}
