using Strata.Numerics.Quant;
using Strata.Numerics.Tests.Support;

namespace Strata.Numerics.Tests.Quant;

/// <summary>Values quantised here by the definition of a format come back within half a step.</summary>
public sealed class RoundTripTests
{
    [Fact]
    public void Q8_0()
    {
        var x = Numbers.Normal(32, 1);
        var d = (float)(Half)(x.Max(MathF.Abs) / 127);
        var block = new byte[34];
        BitConverter.TryWriteBytes(block, (Half)d);
        for (var i = 0; i < 32; i++)
        {
            block[2 + i] = (byte)(sbyte)Math.Clamp(MathF.Round(x[i] / d), -127, 127);
        }

        Within(QuantType.Q8_0, block, x, d * 0.6f);
    }

    [Fact]
    public void Q4_0()
    {
        var x = Numbers.Normal(32, 2);
        var d = (float)(Half)(x.MaxBy(MathF.Abs) / -8);
        var block = new byte[18];
        BitConverter.TryWriteBytes(block, (Half)d);
        Nibbles(block.AsSpan(2), x, v => (v / d) + 8);
        Within(QuantType.Q4_0, block, x, MathF.Abs(d) * 1.01f);
    }

    [Fact]
    public void Q4_1()
    {
        var x = Numbers.Normal(32, 3);
        var (d, m) = ((float)(Half)((x.Max() - x.Min()) / 15), (float)(Half)x.Min());
        var block = new byte[20];
        BitConverter.TryWriteBytes(block, (Half)d);
        BitConverter.TryWriteBytes(block.AsSpan(2), (Half)m);
        Nibbles(block.AsSpan(4), x, v => (v - m) / d);
        Within(QuantType.Q4_1, block, x, d * 0.55f);
    }

    private static void Nibbles(Span<byte> codes, float[] x, Func<float, float> code)
    {
        for (var i = 0; i < 16; i++)
        {
            codes[i] = (byte)((int)Math.Clamp(MathF.Round(code(x[i])), 0, 15) | ((int)Math.Clamp(MathF.Round(code(x[i + 16])), 0, 15) << 4));
        }
    }

    private static void Within(QuantType type, byte[] block, float[] x, float step)
    {
        var back = new float[32];
        Dequantizer.Row(type, block, back);
        Assert.All(Enumerable.Range(0, 32), i => Assert.InRange(back[i], x[i] - step, x[i] + step));
    }
}
