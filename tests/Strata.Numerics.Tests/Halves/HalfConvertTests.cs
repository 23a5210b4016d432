using Strata.Numerics.Halves;
using Strata.Numerics.Tests.Support;

namespace Strata.Numerics.Tests.Halves;

public sealed class HalfConvertTests
{
    [Fact]
    public void Every_half_widens_exactly()
    {
        var bits = Enumerable.Range(0, 65536).Select(i => (ushort)i).ToArray();
        var (expected, actual) = (new float[65536], new float[65536]);
        expected = Array.ConvertAll(bits, b => (float)BitConverter.UInt16BitsToHalf(b));
        HalfConvert.WidenReference(bits, actual);
        Numbers.SameBits(expected, actual);
        HalfConvert.WidenVector(bits, actual);
        Numbers.SameBits(expected, actual);

        HalfConvert.WidenBFloatReference(bits, expected);
        HalfConvert.WidenBFloatVector(bits, actual);
        Numbers.SameBits(expected, actual);
    }

    [Fact]
    public void Narrowing_rounds_to_even_and_saturates_to_infinity()
    {
        var random = new Random(1);
        var values = new float[400_000];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = BitConverter.UInt32BitsToSingle((uint)random.NextInt64(1L << 32));
        }

        float[] edges = [0f, -0f, 65504f, 65519.99f, 65520f, 65535.9f, 65536f, -1e9f, 5.9604645e-8f, 2.98e-8f, 2.9802322e-8f, 6.1e-5f, float.NaN, float.NegativeInfinity];
        for (var i = 0; i < 100_000; i++)
        {
            // Around the f16 grid: ties and neighbours of ties, normal and subnormal.
            values[i] = (float)BitConverter.UInt16BitsToHalf((ushort)random.Next(65536)) * (1 + (random.Next(-2, 3) * 0.000244140625f));
        }

        edges.CopyTo(values, 0);
        var (expected, actual) = (new ushort[values.Length], new ushort[values.Length]);
        HalfConvert.NarrowReference(values, expected);
        HalfConvert.NarrowVector(values, actual);
        for (var i = 0; i < values.Length; i++)
        {
            Assert.True(float.IsNaN(values[i]) ? Half.IsNaN(BitConverter.UInt16BitsToHalf(actual[i])) : expected[i] == actual[i], $"{values[i]:R}");
        }
    }

    [Fact]
    public void Lengths_must_agree_and_tails_are_done()
    {
        Assert.Throws<ArgumentException>(() => HalfConvert.ToHalf(new float[3], new Half[4]));
        foreach (var n in Numbers.Lengths)
        {
            var x = Numbers.Normal(n, n);
            var (half, back) = (new Half[n], new float[n]);
            HalfConvert.ToHalf(x, half);
            HalfConvert.ToSingle(half, back);
            Numbers.Close(x, back, 1e-3f);
        }
    }
}
