using System.Buffers.Binary;
using Strata.Core.Results;

namespace Strata.Tokenizers.Unicode;

/// <summary>
/// SentencePiece's compiled normalisation rules: u32 size, a double-array trie of u32 units over UTF-8, then the
/// replacements, each ended by a zero byte. A unit holds its label in bits 0–7 (with bit 31 for values), a leaf flag in bit
/// 8 and its offset in bits 10–30, shifted by 8 when bit 9 is set. Every index is checked, for the file is not trusted.
/// </summary>
internal sealed class Charsmap
{
    private readonly uint[] units;
    private readonly byte[] replacements;

    private Charsmap(uint[] units, byte[] replacements)
    {
        this.units = units;
        this.replacements = replacements;
    }

    public static Result<Charsmap> Read(ReadOnlySpan<byte> blob)
    {
        if (blob.Length is < 8 or > TokenizerLimits.CharsmapBytesMax)
        {
            return Problem.Corrupt($"A normalisation map of {blob.Length} bytes is not read.", "precompiled_charsmap");
        }

        var size = BinaryPrimitives.ReadUInt32LittleEndian(blob);
        if (size < 4 || size % 4 != 0 || size > blob.Length - 4)
        {
            return Problem.Corrupt($"The trie of the normalisation map claims {size} of {blob.Length} bytes.", "precompiled_charsmap");
        }

        var units = new uint[size / 4];
        for (var i = 0; i < units.Length; i++)
        {
            units[i] = BinaryPrimitives.ReadUInt32LittleEndian(blob[(4 + (i * 4))..]);
        }

        return new Charsmap(units, blob[(4 + (int)size)..].ToArray());
    }

    /// <summary>The rule for the longest prefix of <paramref name="text"/>; length 0 where there is none.</summary>
    public int Longest(ReadOnlySpan<byte> text, out ReadOnlySpan<byte> replacement)
    {
        var length = Search(text, first: false, out var value);
        replacement = length > 0 ? At(value) : default;
        return length;
    }

    /// <summary>The rule for the shortest prefix of <paramref name="text"/>, as Hugging Face's library applies it to whole clusters.</summary>
    public bool TryShortest(ReadOnlySpan<byte> text, out ReadOnlySpan<byte> replacement)
    {
        var length = Search(text, first: true, out var value);
        replacement = length > 0 ? At(value) : default;
        return length > 0;
    }

    private int Search(ReadOnlySpan<byte> text, bool first, out int value)
    {
        var found = 0;
        value = 0;
        var node = Offset(units[0]);
        for (var i = 0; i < text.Length && text[i] != 0; i++)
        {
            node ^= text[i];
            if (node >= units.Length || (units[node] & 0x800000FF) != text[i])
            {
                break;
            }

            var leaf = (units[node] >> 8 & 1) != 0;
            node ^= Offset(units[node]);
            if (leaf && node < units.Length)
            {
                found = i + 1;
                value = (int)(units[node] & 0x7FFFFFFF);
                if (first)
                {
                    break;
                }
            }
        }

        return found;
    }

    private ReadOnlySpan<byte> At(int index)
    {
        if (index >= replacements.Length)
        {
            return default;
        }

        var rest = replacements.AsSpan(index);
        var end = rest.IndexOf((byte)0);
        return end < 0 ? rest : rest[..end];
    }

    private static uint Offset(uint unit) => (unit >> 10) << (int)((unit & (1u << 9)) >> 6);
}
