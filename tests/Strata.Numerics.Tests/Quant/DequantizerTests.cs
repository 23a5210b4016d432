using Strata.Numerics.Quant;
using Strata.Numerics.Tests.Support;

namespace Strata.Numerics.Tests.Quant;

public sealed unsafe class DequantizerTests
{
    [Theory]
    [MemberData(nameof(Blocks.Types), MemberType = typeof(Blocks))]
    public void Vector_path_has_the_bits_of_the_plain_loop(QuantType type)
    {
        Assert.SkipUnless(Strata.Numerics.Tiers.SimdSupport.Machine() > 0, "no vectors on this machine");
        for (var columns = 256; columns <= 256 * 19; columns += 256)
        {
            var row = Blocks.Random(type, 1, columns, columns);
            var (expected, actual) = (new float[columns], new float[columns]);
            fixed (byte* source = row)
            fixed (float* e = expected, a = actual)
            {
                Dequantizer.Reference(type, source, columns, e);
                Dequantizer.Vector(type, source, columns, a);
            }

            Numbers.SameBits(expected, actual);
        }
    }

    [Fact]
    public void Short_rows_of_32_blocks_are_exact()
    {
        foreach (var traits in QuantTraits.All.Where(t => t.BlockSize == 32))
        {
            var row = Blocks.Random(traits.Type, 1, 96, 5);
            var (expected, actual) = (new float[96], new float[96]);
            fixed (byte* source = row)
            fixed (float* e = expected)
            {
                Dequantizer.Reference(traits.Type, source, 96, e);
            }

            Dequantizer.Row(traits.Type, row, actual);
            Numbers.SameBits(expected, actual);
        }
    }

    [Fact]
    public void Hostile_sizes_are_refused()
    {
        var row = new byte[64];
        Assert.ThrowsAny<ArgumentException>(() => Dequantizer.Row(QuantType.Q4_0, row, new float[33]));
        Assert.ThrowsAny<ArgumentException>(() => Dequantizer.Row(QuantType.Q4_0, row.AsSpan(0, 17), new float[32]));
        Assert.ThrowsAny<ArgumentException>(() => Dequantizer.Row((QuantType)99, row, new float[32]));
        Assert.ThrowsAny<ArgumentException>(() => Dequantizer.Row((QuantType)4, row, new float[32]));
    }
}
