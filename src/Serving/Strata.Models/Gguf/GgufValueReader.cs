using System.Runtime.InteropServices;

namespace Strata.Models.Gguf;

/// <summary>Reads one metadata value. Array counts are held against the bytes that are left before anything is allocated.</summary>
internal static class GgufValueReader
{
    public static GgufValue Read(ref GgufCursor cursor, string key, GgufLimits limits)
    {
        var type = (GgufValueType)cursor.UInt32();
        return Read(ref cursor, type, (key, limits), 0);
    }

    private static GgufValue Read(ref GgufCursor cursor, GgufValueType type, (string Key, GgufLimits Limits) at, int depth)
    {
        if (type != GgufValueType.Array)
        {
            return new(type, type, Scalar(ref cursor, type, at));
        }

        if (depth >= at.Limits.ArrayDepthMax)
        {
            cursor.Fail($"'{at.Key}' nests arrays deeper than {at.Limits.ArrayDepthMax}.", at.Key);
        }

        var element = (GgufValueType)cursor.UInt32();
        var count = cursor.UInt64();
        var least = LeastBytes(element);
        if (cursor.Ok && (least == 0 || count > (ulong)(cursor.Remaining / least) || count > (ulong)Array.MaxLength))
        {
            cursor.Fail(least == 0
                ? $"'{at.Key}' is an array of the unknown type {(uint)element}."
                : $"'{at.Key}' states {count} elements, more than the file has bytes for.", at.Key);
        }

        return cursor.Ok && cursor.Spend(HeldBytes(element) * (long)count)
            ? new(type, element, Elements(ref cursor, element, (int)count, at, depth))
            : new(type, element, Array.Empty<byte>());
    }

    private static object Scalar(ref GgufCursor cursor, GgufValueType type, (string Key, GgufLimits Limits) at)
    {
        switch (type)
        {
            case GgufValueType.UInt8: return cursor.UInt8();
            case GgufValueType.Int8: return (sbyte)cursor.UInt8();
            case GgufValueType.UInt16: return cursor.UInt16();
            case GgufValueType.Int16: return (short)cursor.UInt16();
            case GgufValueType.UInt32: return cursor.UInt32();
            case GgufValueType.Int32: return (int)cursor.UInt32();
            case GgufValueType.UInt64: return cursor.UInt64();
            case GgufValueType.Int64: return (long)cursor.UInt64();
            case GgufValueType.Float32: return BitConverter.UInt32BitsToSingle(cursor.UInt32());
            case GgufValueType.Float64: return BitConverter.UInt64BitsToDouble(cursor.UInt64());
            case GgufValueType.Bool: return cursor.UInt8() != 0;
            case GgufValueType.String: return cursor.String(at.Limits.StringBytesMax, $"The string '{at.Key}'");
            default:
                cursor.Fail($"'{at.Key}' has the unknown type {(uint)type}.", at.Key);
                return 0;
        }
    }

    private static object Elements(
        ref GgufCursor cursor, GgufValueType type, int count, (string Key, GgufLimits Limits) at, int depth) => type switch
    {
        GgufValueType.UInt8 => Copy<byte>(ref cursor, count),
        GgufValueType.Int8 => Copy<sbyte>(ref cursor, count),
        GgufValueType.UInt16 => Copy<ushort>(ref cursor, count),
        GgufValueType.Int16 => Copy<short>(ref cursor, count),
        GgufValueType.UInt32 => Copy<uint>(ref cursor, count),
        GgufValueType.Int32 => Copy<int>(ref cursor, count),
        GgufValueType.UInt64 => Copy<ulong>(ref cursor, count),
        GgufValueType.Int64 => Copy<long>(ref cursor, count),
        GgufValueType.Float32 => Copy<float>(ref cursor, count),
        GgufValueType.Float64 => Copy<double>(ref cursor, count),
        GgufValueType.Bool => Array.ConvertAll(Copy<byte>(ref cursor, count), flag => flag != 0),
        GgufValueType.String => Strings(ref cursor, count, at),
        _ => Nested(ref cursor, count, at, depth),
    };

    /// <summary>Every supported platform is little endian, so numbers are copied as they lie.</summary>
    private static T[] Copy<T>(ref GgufCursor cursor, int count)
        where T : unmanaged
    {
        var values = new T[count];
        var bytes = MemoryMarshal.AsBytes(values.AsSpan());
        cursor.Take(bytes.Length).CopyTo(bytes);
        return values;
    }

    private static string[] Strings(ref GgufCursor cursor, int count, (string Key, GgufLimits Limits) at)
    {
        var values = new string[count];
        for (var i = 0; i < count && cursor.Ok; i++)
        {
            values[i] = cursor.String(at.Limits.StringBytesMax, $"A string of '{at.Key}'");
        }

        return values;
    }

    private static GgufValue[] Nested(ref GgufCursor cursor, int count, (string Key, GgufLimits Limits) at, int depth)
    {
        var values = new GgufValue[count];
        for (var i = 0; i < count && cursor.Ok; i++)
        {
            values[i] = Read(ref cursor, GgufValueType.Array, at, depth + 1);
        }

        return values;
    }

    /// <summary>The fewest bytes an element takes in the file; 0 for an unknown type.</summary>
    private static int LeastBytes(GgufValueType type) => type switch
    {
        GgufValueType.UInt8 or GgufValueType.Int8 or GgufValueType.Bool => 1,
        GgufValueType.UInt16 or GgufValueType.Int16 => 2,
        GgufValueType.UInt32 or GgufValueType.Int32 or GgufValueType.Float32 => 4,
        GgufValueType.UInt64 or GgufValueType.Int64 or GgufValueType.Float64 or GgufValueType.String => 8,
        GgufValueType.Array => 12,
        _ => 0,
    };

    /// <summary>Bytes an element takes in memory, besides the text of a string.</summary>
    private static int HeldBytes(GgufValueType type) => type switch
    {
        GgufValueType.Array => 64,
        _ => LeastBytes(type),
    };
}
