using System.Buffers.Text;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Strata.Otlp.Messages;
using Strata.Otlp.Values;
using Strata.Traces.Recording;
using Strata.Traces.Spans;

namespace Strata.Otlp.Dialects;

/// <summary>
/// A span while its attributes come in, in whatever dialects and order: each goes to its field, to a numbered message, or stays an
/// attribute; of several values for a field the one of the most believed dialect is kept. <see cref="SpanFields"/> then fills
/// the record. One per decoder, reused span by span; a span without surprises allocates nothing here.
/// </summary>
internal sealed class SpanDraft(TextPool pool, Scratch scratch, UnmappedTokens unmapped)
{
    /// <summary>Attributes of a span; more are counted as dropped.</summary>
    public const int AttributesMax = 512;

    /// <summary>Bytes of one text; more are cut, and the cut is noted as an attribute.</summary>
    public const int TextBytesMax = 1 << 20;

    private readonly FieldSlot[] slots = new FieldSlot[64];
    private ReadOnlyMemory<byte> body;
    private ulong used;

    public SpanRecord Span { get; private set; } = null!;

    public IndexedMessages Indexed { get; } = new(pool, scratch);

    /// <summary>Whether a value turned out to be no value.</summary>
    public bool Broken;

    /// <summary>Begins a span whose bytes stand in a body.</summary>
    public void Begin(SpanRecord span, ReadOnlyMemory<byte> within)
    {
        for (var left = used; left != 0; left &= left - 1)
        {
            slots[BitOperations.TrailingZeroCount(left)].Rank = 0;
        }

        (Span, body, used, Broken) = (span, within, 0, false);
        Indexed.Clear();
    }

    /// <summary>Takes an attribute of the span, or of an event that speaks for it.</summary>
    public void Add(ReadOnlySpan<byte> key, WireValue value)
    {
        if (DialectTable.Rows.TryGet(key, out var row))
        {
            Offer(row, key, value);
        }
        else if (!(value.Kind == AttributeKind.Text && MayBeIndexed(key) && Indexed.Take(Slice(key), Slice(value.Raw))))
        {
            if (value.Kind is AttributeKind.Integer or AttributeKind.Number && UnmappedTokens.LooksLike(key))
            {
                unmapped.Count(Span.Tenant.Project, key);
            }

            Keep(key, value);
        }
    }

    /// <summary>Leaves an attribute an attribute.</summary>
    public void Keep(ReadOnlySpan<byte> key, WireValue value)
    {
        if (Span.Attributes.Count >= AttributesMax)
        {
            Span.DroppedAttributes++;
            return;
        }

        if (value.Kind == AttributeKind.Text && value.Raw.Length > TextBytesMax)
        {
            Span.Attributes.Add("strata.cut"u8, key);
            Span.Attributes.Add(key, Cut(value.Raw));
            return;
        }

        AttributeCopy.Add(Span.Attributes, key, value, ref Broken);
    }

    /// <summary>What is said of a field; false where nothing is.</summary>
    public bool Has(SpanField field) => (used & (1UL << (int)field)) != 0;

    public ref readonly FieldSlot Slot(SpanField field) => ref slots[(int)field];

    /// <summary>The field's bytes: a text, or the inside of an array or map.</summary>
    public ReadOnlyMemory<byte> Bytes(SpanField field) => body.Slice(slots[(int)field].At, slots[(int)field].Length);

    /// <summary>Forgets a field, and puts what was said of it among the attributes.</summary>
    public void Return(SpanField field)
    {
        if (Has(field))
        {
            used &= ~(1UL << (int)field);
            ref var slot = ref slots[(int)field];
            slot.Rank = 0;
            Keep(body.Span.Slice(slot.KeyAt, slot.KeyLength), new WireValue(slot.Kind, slot.Bits, body.Span.Slice(slot.At, slot.Length)));
        }
    }

    /// <summary>Forgets a field whose value was taken elsewhere.</summary>
    public void Forget(SpanField field)
    {
        used &= ~(1UL << (int)field);
        slots[(int)field].Rank = 0;
    }

    /// <summary>Reports a count of tokens that no class takes.</summary>
    public void Report(string name) => unmapped.Count(Span.Tenant.Project, System.Text.Encoding.UTF8.GetBytes("usage_details." + name));

    /// <summary>A field's text, shared; empty where it says none. A number is said in digits.</summary>
    public string Text(SpanField field)
    {
        if (!Has(field))
        {
            return "";
        }

        ref readonly var slot = ref slots[(int)field];
        switch (slot.Kind)
        {
            case AttributeKind.Text:
                return pool.Get(Cut(Bytes(field).Span, 4096));
            case AttributeKind.Integer:
                return ((long)slot.Bits).ToString(System.Globalization.CultureInfo.InvariantCulture);
            default:
                Return(field);
                return "";
        }
    }

    /// <summary>A field's count of tokens; null where it says none. What is said and is no count stays an attribute, and is reported.</summary>
    public long? Count(SpanField field)
    {
        if (Number(field) is not { } number)
        {
            return null;
        }

        if (number is >= 0 and <= TokenCounts.Most)
        {
            return (long)number;
        }

        unmapped.Count(Span.Tenant.Project, body.Span.Slice(slots[(int)field].KeyAt, slots[(int)field].KeyLength));
        Return(field);
        return null;
    }

    /// <summary>A field's number; null where it says none.</summary>
    public double? Number(SpanField field)
    {
        if (!Has(field))
        {
            return null;
        }

        ref readonly var slot = ref slots[(int)field];
        switch (slot.Kind)
        {
            case AttributeKind.Integer:
                return (long)slot.Bits;
            case AttributeKind.Number:
                return BitConverter.UInt64BitsToDouble(slot.Bits);
            case AttributeKind.Text when Utf8Parser.TryParse(Bytes(field).Span, out double value, out var read) && read == slot.Length:
                return value;
            default:
                Return(field);
                return null;
        }
    }

    /// <summary>The bytes' place in the body, as memory.</summary>
    public ReadOnlyMemory<byte> Slice(ReadOnlySpan<byte> part) => part.IsEmpty ? default : body.Slice(Place(part), part.Length);

    /// <summary>At most so many bytes of a text, never half a character.</summary>
    public static ReadOnlySpan<byte> Cut(ReadOnlySpan<byte> text, int bytesMax = TextBytesMax)
    {
        if (text.Length <= bytesMax)
        {
            return text;
        }

        var end = bytesMax;
        while (end > 0 && (text[end] & 0xc0) == 0x80)
        {
            end--;
        }

        return text[..end];
    }

    private static bool MayBeIndexed(ReadOnlySpan<byte> key) => key.Length > 8 && key[0] is (byte)'g' or (byte)'l' or (byte)'r';

    private void Offer(FieldRow row, ReadOnlySpan<byte> key, WireValue value)
    {
        ref var slot = ref slots[(int)row.Field];
        if (slot.Rank != 0 && slot.Rank <= row.Rank)
        {
            if (row.Field >= SpanField.System)
            {
                Keep(key, value); // texts that are no repetition are not lost
            }

            return;
        }

        if (slot.Rank != 0 && row.Field >= SpanField.System)
        {
            Return(row.Field);
        }

        used |= 1UL << (int)row.Field;
        slot = new FieldSlot
        {
            Rank = row.Rank,
            Kind = value.Kind,
            Bits = value.Bits,
            KeyAt = Place(key),
            KeyLength = key.Length,
            At = value.Raw.IsEmpty ? 0 : Place(value.Raw),
            Length = value.Raw.Length,
        };
    }

    private int Place(ReadOnlySpan<byte> part) =>
        (int)Unsafe.ByteOffset(ref MemoryMarshal.GetReference(body.Span), ref MemoryMarshal.GetReference(part));
}
