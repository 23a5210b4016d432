using System.Buffers.Binary;
using System.Text;

namespace Strata.Traces.Spans;

/// <summary>
/// Walks the bytes of an <see cref="AttributeList"/>, or of an array or a map inside one, without allocating. Damaged bytes end
/// the walk and set <see cref="Broken"/>; no length is believed beyond the end.
/// </summary>
public ref struct AttributeReader
{
    private readonly bool keyed;
    private ReadOnlySpan<byte> rest;

    /// <summary>A walk over a list.</summary>
    public AttributeReader(ReadOnlySpan<byte> list)
        : this(list, keyed: true)
    {
    }

    private AttributeReader(ReadOnlySpan<byte> bytes, bool keyed)
    {
        rest = bytes;
        this.keyed = keyed;
    }

    /// <summary>Whether the bytes were not a list.</summary>
    public bool Broken { get; private set; }

    /// <summary>The key, UTF-8; empty in an array.</summary>
    public ReadOnlySpan<byte> Key { get; private set; }

    /// <summary>The value's type.</summary>
    public AttributeKind Kind { get; private set; }

    /// <summary>The value where it is text or bytes, or the bytes of an array or a map.</summary>
    public ReadOnlySpan<byte> Bytes { get; private set; }

    /// <summary>The value where it is a whole number.</summary>
    public long Integer { get; private set; }

    /// <summary>The value where it is a decimal number.</summary>
    public double Number { get; private set; }

    /// <summary>The value as text, where it is text or bytes.</summary>
    public readonly string Text => Encoding.UTF8.GetString(Bytes);

    /// <summary>A walk over the array or map at hand.</summary>
    public readonly AttributeReader Inside() => new(Bytes, Kind == AttributeKind.Map);

    /// <summary>Steps to the next attribute; false at the end.</summary>
    public bool Next()
    {
        if (rest.IsEmpty)
        {
            return false;
        }

        Key = keyed ? Block() : default;
        if (Broken || rest.IsEmpty)
        {
            Broken = true;
            return false;
        }

        Kind = (AttributeKind)rest[0];
        rest = rest[1..];
        Value();
        return !Broken;
    }

    private void Value()
    {
        switch (Kind)
        {
            case AttributeKind.Text or AttributeKind.Bytes or AttributeKind.Array or AttributeKind.Map:
                Bytes = Block();
                break;
            case AttributeKind.Integer:
                var value = Varint();
                Integer = (long)(value >> 1) ^ -(long)(value & 1);
                break;
            case AttributeKind.Number when rest.Length >= 8:
                Number = BinaryPrimitives.ReadDoubleLittleEndian(rest);
                rest = rest[8..];
                break;
            case AttributeKind.Empty or AttributeKind.False or AttributeKind.True:
                break;
            default:
                Fail();
                break;
        }
    }

    private ReadOnlySpan<byte> Block()
    {
        var length = Varint();
        if (Broken || length > (ulong)rest.Length)
        {
            Fail();
            return default;
        }

        var block = rest[..(int)length];
        rest = rest[(int)length..];
        return block;
    }

    private ulong Varint()
    {
        ulong value = 0;
        for (int shift = 0, at = 0; shift < 64 && at < rest.Length; shift += 7, at++)
        {
            value |= (ulong)(rest[at] & 0x7f) << shift;
            if (rest[at] < 0x80)
            {
                rest = rest[(at + 1)..];
                return value;
            }
        }

        Fail();
        return 0;
    }

    private void Fail()
    {
        Broken = true;
        rest = default;
    }
}
