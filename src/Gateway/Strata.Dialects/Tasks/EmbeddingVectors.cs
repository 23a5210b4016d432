using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;
using Strata.Core.Results;
using Strata.Dialects.Json;

namespace Strata.Dialects.Tasks;

/// <summary>Vectors in JSON: lists of numbers, or base64 of 32-bit floats in little-endian order.</summary>
internal static class EmbeddingVectors
{
    public const int DimensionsMax = 65_536;

    public static ReadOnlyMemory<float> Read(JsonElement value, string path, JsonReading reading)
    {
        var numbers = value.ValueKind switch
        {
            JsonValueKind.String when value.TryGetBytesFromBase64(out var bytes) && bytes.Length % 4 == 0 => OfBytes(bytes),
            JsonValueKind.Array when value.GetArrayLength() <= DimensionsMax => OfList(value),
            _ => null,
        };
        if (numbers is null || numbers.Length == 0 || numbers.AsSpan().ContainsAnyExceptInRange(float.MinValue, float.MaxValue))
        {
            reading.Refuse(Problem.Invalid($"'{path}' is no vector of finite numbers.", path));
            return default;
        }

        return numbers;
    }

    public static void Write(Utf8JsonWriter json, ReadOnlySpan<float> vector, EmbeddingFormat format)
    {
        if (format == EmbeddingFormat.Base64)
        {
            var bytes = ArrayPool<byte>.Shared.Rent(vector.Length * 4);
            for (var i = 0; i < vector.Length; i++)
            {
                BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * 4), vector[i]);
            }

            json.WriteBase64StringValue(bytes.AsSpan(0, vector.Length * 4));
            ArrayPool<byte>.Shared.Return(bytes);
            return;
        }

        json.WriteStartArray();
        foreach (var number in vector)
        {
            json.WriteNumberValue(number);
        }

        json.WriteEndArray();
    }

    private static float[] OfBytes(byte[] bytes)
    {
        var numbers = new float[bytes.Length / 4];
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(i * 4));
        }

        return numbers;
    }

    private static float[]? OfList(JsonElement list)
    {
        var numbers = new float[list.GetArrayLength()];
        var at = 0;
        foreach (var one in list.EnumerateArray())
        {
            if (one.ValueKind != JsonValueKind.Number || !one.TryGetSingle(out numbers[at++]))
            {
                return null;
            }
        }

        return numbers;
    }
}
