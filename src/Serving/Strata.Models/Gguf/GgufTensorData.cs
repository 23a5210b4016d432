namespace Strata.Models.Gguf;

/// <summary>A tensor to write.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">How <paramref name="Bytes"/> are stored.</param>
/// <param name="Dimensions">One to four extents, the fastest first.</param>
/// <param name="Bytes">Exactly the bytes of that type and shape.</param>
public sealed record GgufTensorData(string Name, GgufTensorType Type, IReadOnlyList<long> Dimensions, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>A tensor in single precision.</summary>
    public static GgufTensorData Of(string name, IReadOnlyList<long> dimensions, ReadOnlySpan<float> values) =>
        new(name, GgufTensorType.F32, dimensions, System.Runtime.InteropServices.MemoryMarshal.AsBytes(values).ToArray());
}
