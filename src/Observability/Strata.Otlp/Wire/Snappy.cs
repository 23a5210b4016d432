using System.Buffers;
using System.Buffers.Binary;
using Strata.Core.Results;

namespace Strata.Otlp.Wire;

/// <summary>
/// Decodes one Snappy block (google/snappy, "format_description.txt"): the length first, then literals and copies from what was
/// decoded. The block format alone, as Prometheus remote write uses it; every length and offset is checked.
/// </summary>
public static class Snappy
{
    /// <summary>Decodes a block into a pooled array of its own, to be returned by <see cref="ArrayPool{T}.Shared"/>.</summary>
    /// <param name="block">The block.</param>
    /// <param name="bytesMax">The most bytes it may unfold to.</param>
    public static Result<ArraySegment<byte>> Decode(ReadOnlySpan<byte> block, int bytesMax)
    {
        if (!Length(ref block, out var length))
        {
            return Problem.Invalid("The body is no Snappy block: its length is broken.");
        }

        if (length > (uint)bytesMax)
        {
            return new Problem(ProblemCode.TooLarge, $"The body unfolds to {length} bytes; the bound is {bytesMax}. Send smaller batches.");
        }

        // A copy element of three bytes makes at most 64: who claims more than that lies, and gets no memory for it.
        if (length > 64L * (block.Length + 1))
        {
            return Problem.Invalid("The body is no Snappy block: it claims more bytes than it can hold.");
        }

        var target = ArrayPool<byte>.Shared.Rent((int)Math.Max(1, length));
        if (Fill(block, target.AsSpan(0, (int)length)))
        {
            return new ArraySegment<byte>(target, 0, (int)length);
        }

        ArrayPool<byte>.Shared.Return(target);
        return Problem.Invalid("The body is no Snappy block: an element does not fit.");
    }

    private static bool Fill(ReadOnlySpan<byte> source, Span<byte> target)
    {
        var at = 0;
        while (!source.IsEmpty)
        {
            var tag = source[0];
            source = source[1..];
            var (length, offset) = (0, 0);
            switch (tag & 3)
            {
                case 0:
                    if (!Literal(tag, ref source, out length) || length > source.Length || length > target.Length - at)
                    {
                        return false;
                    }

                    source[..length].CopyTo(target[at..]);
                    source = source[length..];
                    at += length;
                    continue;
                case 1 when source.Length >= 1:
                    (length, offset) = (4 + ((tag >> 2) & 7), ((tag & 0xe0) << 3) | source[0]);
                    source = source[1..];
                    break;
                case 2 when source.Length >= 2:
                    (length, offset) = (1 + (tag >> 2), BinaryPrimitives.ReadUInt16LittleEndian(source));
                    source = source[2..];
                    break;
                case 3 when source.Length >= 4 && BinaryPrimitives.ReadInt32LittleEndian(source) > 0:
                    (length, offset) = (1 + (tag >> 2), BinaryPrimitives.ReadInt32LittleEndian(source));
                    source = source[4..];
                    break;
                default:
                    return false;
            }

            if (offset == 0 || offset > at || length > target.Length - at)
            {
                return false;
            }

            for (var i = 0; i < length; i++, at++)
            {
                target[at] = target[at - offset]; // byte by byte: a copy may overlap what it makes
            }
        }

        return at == target.Length;
    }

    private static bool Literal(byte tag, ref ReadOnlySpan<byte> source, out int length)
    {
        length = (tag >> 2) + 1;
        var extra = length - 60;
        if (extra <= 0)
        {
            return true;
        }

        if (extra > source.Length)
        {
            return false;
        }

        long value = 0;
        for (var i = 0; i < extra; i++)
        {
            value |= (long)source[i] << (8 * i);
        }

        source = source[extra..];
        length = (int)Math.Min(value + 1, int.MaxValue);
        return true;
    }

    private static bool Length(ref ReadOnlySpan<byte> source, out uint length)
    {
        ulong value = 0;
        for (var i = 0; i < 5 && i < source.Length; i++)
        {
            value |= (ulong)(source[i] & 0x7f) << (7 * i);
            if (source[i] < 0x80)
            {
                source = source[(i + 1)..];
                length = (uint)value;
                return value <= uint.MaxValue;
            }
        }

        length = 0;
        return false;
    }
}
