using System.Text;

namespace Strata.Models.Gguf;

/// <summary>Writes a file of version 3, for tests and tools. Keys and tensors stand in the order given; see <see cref="GgufLayout"/>.</summary>
public static class GgufWriter
{
    /// <summary>Writes to a file, replacing it.</summary>
    public static void Write(
        string path, IReadOnlyList<KeyValuePair<string, GgufValue>> metadata, IReadOnlyList<GgufTensorData> tensors)
    {
        using var stream = new FileStream(path, FileMode.Create, FileAccess.Write);
        Write(stream, metadata, tensors);
    }

    /// <summary>Writes to a stream, from its present position, which counts as the start of the file.</summary>
    public static void Write(
        Stream stream, IReadOnlyList<KeyValuePair<string, GgufValue>> metadata, IReadOnlyList<GgufTensorData> tensors)
    {
        using var header = new MemoryStream();
        using var writer = new BinaryWriter(header);
        var alignment = metadata.FirstOrDefault(pair => pair.Key == GgufLayout.AlignmentKey).Value is { Data: uint stated }
            ? (int)stated
            : GgufLayout.DefaultAlignment;
        writer.Write(GgufLayout.Magic);
        writer.Write(GgufLayout.Version);
        writer.Write((long)tensors.Count);
        writer.Write((long)metadata.Count);
        foreach (var (key, value) in metadata)
        {
            Write(writer, key);
            writer.Write((uint)value.Type);
            Write(writer, value);
        }

        WriteRows(writer, tensors, alignment);
        writer.Write(new byte[Padding(header.Position, alignment)]);
        header.WriteTo(stream);
        foreach (var tensor in tensors)
        {
            stream.Write(tensor.Bytes.Span);
            stream.Write(new byte[Padding(tensor.Bytes.Length, alignment)]);
        }
    }

    private static void WriteRows(BinaryWriter writer, IReadOnlyList<GgufTensorData> tensors, int alignment)
    {
        var offset = 0L;
        foreach (var tensor in tensors)
        {
            var rows = tensor.Dimensions.Skip(1).Aggregate(1L, (product, extent) => product * extent);
            if (GgufTensorTypes.RowBytes(tensor.Type, tensor.Dimensions[0]) * rows != tensor.Bytes.Length)
            {
                throw new ArgumentException($"'{tensor.Name}' has {tensor.Bytes.Length} bytes, which do not fit its shape and type.", nameof(tensors));
            }

            Write(writer, tensor.Name);
            writer.Write((uint)tensor.Dimensions.Count);
            foreach (var extent in tensor.Dimensions)
            {
                writer.Write(extent);
            }

            writer.Write((uint)tensor.Type);
            writer.Write(offset);
            offset += tensor.Bytes.Length + Padding(tensor.Bytes.Length, alignment);
        }
    }

    private static int Padding(long position, int alignment) => (int)((alignment - (position % alignment)) % alignment);

    private static void Write(BinaryWriter writer, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        writer.Write((long)bytes.Length);
        writer.Write(bytes);
    }

    private static void Write(BinaryWriter writer, GgufValue value)
    {
        if (value.Type != GgufValueType.Array)
        {
            WriteItem(writer, value.Data);
            return;
        }

        var items = (Array)value.Data;
        writer.Write((uint)value.ElementType);
        writer.Write((long)items.Length);
        foreach (var item in items)
        {
            WriteItem(writer, item);
        }
    }

    private static void WriteItem(BinaryWriter writer, object item)
    {
        switch (item)
        {
            case string text: Write(writer, text); break;
            case bool flag: writer.Write(flag); break;
            case byte number: writer.Write(number); break;
            case sbyte number: writer.Write(number); break;
            case ushort number: writer.Write(number); break;
            case short number: writer.Write(number); break;
            case uint number: writer.Write(number); break;
            case int number: writer.Write(number); break;
            case ulong number: writer.Write(number); break;
            case long number: writer.Write(number); break;
            case float number: writer.Write(number); break;
            case double number: writer.Write(number); break;
            case GgufValue nested: Write(writer, nested); break;
            default: throw new ArgumentException($"A {item.GetType().Name} is no metadata value.", nameof(item));
        }
    }
}
