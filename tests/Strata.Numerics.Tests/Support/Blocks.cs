using Strata.Numerics.Quant;

namespace Strata.Numerics.Tests.Support;

/// <summary>Random rows of every format: every code and packed scale is random, the float factors are sane.</summary>
internal static class Blocks
{
    public static TheoryData<QuantType> Types => [.. QuantTraits.All.Select(t => t.Type)];

    public static byte[] Random(QuantType type, int rows, int columns, int seed)
    {
        var traits = QuantTraits.Of(type);
        var bytes = new byte[traits.RowBytes(columns) * rows];
        var random = new Random(seed);
        random.NextBytes(bytes);
        for (var at = 0; at < bytes.Length; at += traits.BlockBytes)
        {
            Patch(type, bytes.AsSpan(at, traits.BlockBytes), random);
        }

        return bytes;
    }

    private static void Patch(QuantType type, Span<byte> block, Random random)
    {
        var value = (float)(random.NextDouble() - 0.5) * 0.1f;
        switch (type)
        {
            case QuantType.F32 or QuantType.Q8_K: BitConverter.TryWriteBytes(block, value); break;
            case QuantType.BF16: BitConverter.TryWriteBytes(block, (ushort)(BitConverter.SingleToUInt32Bits(value) >> 16)); break;
            case QuantType.MXFP4: block[0] = (byte)random.Next(118, 130); break;
            default:
                foreach (var offset in Factors(type))
                {
                    BitConverter.TryWriteBytes(block[offset..], (Half)((float)(random.NextDouble() - 0.5) * 0.1f));
                }

                break;
        }
    }

    private static int[] Factors(QuantType type) => type switch
    {
        QuantType.Q4_1 or QuantType.Q5_1 or QuantType.Q4_K or QuantType.Q5_K => [0, 2],
        QuantType.Q2_K => [80, 82],
        QuantType.Q3_K => [108],
        QuantType.Q6_K => [208],
        _ => [0],
    };
}
