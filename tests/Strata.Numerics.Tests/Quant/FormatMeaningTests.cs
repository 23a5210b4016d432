using Strata.Numerics.Quant;

namespace Strata.Numerics.Tests.Quant;

/// <summary>Small blocks worked out by hand from the format descriptions, so that both paths cannot be wrong together.</summary>
public sealed class FormatMeaningTests
{
    private static float[] Read(QuantType type, byte[] block)
    {
        var values = new float[QuantTraits.Of(type).BlockSize];
        Dequantizer.Row(type, block, values);
        return values;
    }

    private static byte[] Block(QuantType type, params (int Offset, float Value)[] halves)
    {
        var block = new byte[QuantTraits.Of(type).BlockBytes];
        foreach (var (offset, value) in halves)
        {
            BitConverter.TryWriteBytes(block.AsSpan(offset), (Half)value);
        }

        return block;
    }

    [Fact]
    public void Q4_0_low_nibbles_come_first_and_eight_is_zero()
    {
        var block = Block(QuantType.Q4_0, (0, 0.5f));
        block.AsSpan(2).Fill(0x88);
        block[2] = 0xF0;
        var values = Read(QuantType.Q4_0, block);
        Assert.Equal([-4f, 0f, 3.5f], [values[0], values[1], values[16]]);
    }

    [Fact]
    public void Q4_1_adds_its_minimum()
    {
        var block = Block(QuantType.Q4_1, (0, 2f), (2, -3f));
        block[4 + 15] = 0x21;
        var values = Read(QuantType.Q4_1, block);
        Assert.Equal([-3f, -1f, 1f], [values[0], values[15], values[31]]);
    }

    [Fact]
    public void Q5_fifth_bits_go_by_element()
    {
        var block = Block(QuantType.Q5_0, (0, 1f));
        block[2 + 2] = 0x01; // bit 16: first high nibble
        var values = Read(QuantType.Q5_0, block);
        Assert.Equal([-16f, 0f], [values[0], values[16]]);

        block = Block(QuantType.Q5_1, (0, 1f), (2, 10f));
        block[4] = 0x02; // bit 1
        values = Read(QuantType.Q5_1, block);
        Assert.Equal([10f, 26f], [values[0], values[1]]);
    }

    [Fact]
    public void Q4_K_takes_six_bit_scales_from_three_places()
    {
        var block = Block(QuantType.Q4_K, (0, 1f), (2, 1f));
        block[4] = 0xC0 | 5;   // sc0 = 5; two high bits of sc4
        block[4 + 8] = 0x21;   // sc4 low = 1, m4 low = 2
        block[4 + 4] = 0x40;   // m0 = 0; two high bits of m4 = 1
        block[16] = 0x03;      // group 0, first value: q = 3
        block[16 + 64] = 0x02; // group 4, first value: q = 2
        var values = Read(QuantType.Q4_K, block);
        Assert.Equal([15f, (49f * 2) - 18f], [values[0], values[128]]);
    }

    [Fact]
    public void Q6_K_joins_nibble_and_bit_pair()
    {
        var block = Block(QuantType.Q6_K, (208, 0.5f));
        block[192 + 6] = 0xFE;    // scale of elements 96…111 = −2
        block[32] = 0x70;         // r = 3: high nibble of the second run
        block[128] = 0b10_00_00_00;
        var values = Read(QuantType.Q6_K, block);
        Assert.Equal(0.5f * -2 * (7 + 32 - 32), values[96]);
    }

    [Fact]
    public void Uneven_table_and_power_of_two_exponent()
    {
        var block = Block(QuantType.IQ4_NL, (0, 2f));
        block[2] = 0xF0;
        var values = Read(QuantType.IQ4_NL, block);
        Assert.Equal([-254f, 226f], [values[0], values[16]]);

        block = new byte[17];
        (block[0], block[1]) = (127, 0x9F); // 2^-1; codes 15 (−12) and 9 (−1)
        values = Read(QuantType.MXFP4, block);
        Assert.Equal([-6f, -0.5f], [values[0], values[16]]);
    }

    [Fact]
    public void IQ4_XS_scales_are_split_in_word_and_nibbles()
    {
        var block = Block(QuantType.IQ4_XS, (0, 1f));
        block[2] = 0b00_00_10_00; // group 1: high bits 2
        block[4] = 0x30;          // group 1: low nibble 3 -> 35 − 32 = 3
        block[8 + 16] = 0x08;     // code 8 is level 1
        Assert.Equal(3f, Read(QuantType.IQ4_XS, block)[32]);
    }

    [Fact]
    public void Q2_K_and_Q3_K_scale_sixteen_values()
    {
        var block = Block(QuantType.Q2_K, (80, 1f), (82, 0.5f));
        block[1] = 0x43; // scale 3, minimum 4 for elements 16…31
        block[16 + 16] = 0x02;
        Assert.Equal((3f * 2) - 2f, Read(QuantType.Q2_K, block)[16]);

        block = Block(QuantType.Q3_K, (108, 1f));
        block[96 + 1] = 0x05;        // scale 1, low nibble
        block[96 + 8 + 1] = 0b10;    // and high bits 2 -> 37 − 32 = 5
        block[32 + 16] = 0x03;       // element 16: pair 3, third bit clear -> −1
        Assert.Equal(-5f, Read(QuantType.Q3_K, block)[16]);
    }
}
