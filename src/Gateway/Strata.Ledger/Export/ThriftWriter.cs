using System.Text;

namespace Strata.Ledger.Export;

/// <summary>The compact protocol of Apache Thrift, as far as the metadata of a Parquet file needs it.</summary>
internal sealed class ThriftWriter(Stream target)
{
    private const int I32 = 5;
    private const int I64 = 6;
    private const int Binary = 8;
    private const int List = 9;
    private const int Struct = 12;
    private readonly Stack<int> outer = new();
    private int last;

    public void Int(int field, int value) => Number(field, I32, value);

    public void Long(int field, long value) => Number(field, I64, value);

    public void True(int field) => Head(field, 1);

    public void Text(int field, string value)
    {
        Head(field, Binary);
        Bytes(value);
    }

    /// <summary>Begins a struct that is a field, or with field 0 one that is an item of a list or the outermost.</summary>
    public void Begin(int field)
    {
        if (field > 0)
        {
            Head(field, Struct);
        }

        outer.Push(last);
        last = 0;
    }

    public void End()
    {
        target.WriteByte(0);
        last = outer.Pop();
    }

    public void Structs(int field, int count) => ListHead(field, count, Struct);

    public void Ints(int field, params ReadOnlySpan<int> values)
    {
        ListHead(field, values.Length, I32);
        foreach (var value in values)
        {
            Varint(Zigzag(value));
        }
    }

    public void Texts(int field, string value)
    {
        ListHead(field, 1, Binary);
        Bytes(value);
    }

    private void ListHead(int field, int count, int type)
    {
        Head(field, List);
        if (count < 15)
        {
            target.WriteByte((byte)((count << 4) | type));
        }
        else
        {
            target.WriteByte((byte)(0xF0 | type));
            Varint((ulong)count);
        }
    }

    private void Number(int field, int type, long value)
    {
        Head(field, type);
        Varint(Zigzag(value));
    }

    private void Head(int field, int type)
    {
        // Fields ascend by less than 16 in everything that is written here.
        target.WriteByte((byte)(((field - last) << 4) | type));
        last = field;
    }

    private void Bytes(string value)
    {
        var bytes = Encoding.UTF8.GetBytes(value);
        Varint((ulong)bytes.Length);
        target.Write(bytes);
    }

    private void Varint(ulong value)
    {
        while (value >= 0x80)
        {
            target.WriteByte((byte)(value | 0x80));
            value >>= 7;
        }

        target.WriteByte((byte)value);
    }

    private static ulong Zigzag(long value) => (ulong)((value << 1) ^ (value >> 63));
}
