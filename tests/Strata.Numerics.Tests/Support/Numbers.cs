namespace Strata.Numerics.Tests.Support;

/// <summary>Seeded data and the lengths that hit every tail.</summary>
internal static class Numbers
{
    public const int WidthMax = 16;

    public static IEnumerable<int> Lengths => Enumerable.Range(0, (4 * WidthMax) + 4).Append(135);

    public static float[] Normal(int count, int seed, float scale = 1f)
    {
        var random = new Random(seed);
        var values = new float[count];
        for (var i = 0; i < count; i++)
        {
            var radius = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()));
            values[i] = (float)(radius * Math.Cos(2 * Math.PI * random.NextDouble())) * scale;
        }

        return values;
    }

    /// <summary>As <see cref="Normal"/>, starting one element into a larger array so that vectors load unaligned.</summary>
    public static Span<float> Unaligned(int count, int seed) => Normal(count + 1, seed).AsSpan(1);

    public static void Close(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, float tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            if (expected[i].Equals(actual[i]))
            {
                continue; // includes NaN and infinities
            }

            var difference = Math.Abs((double)expected[i] - actual[i]);
            Assert.True(difference <= tolerance * (1 + Math.Abs(expected[i])), $"[{i}] expected {expected[i]:R}, got {actual[i]:R}");
        }
    }

    public static void SameBits(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            var same = BitConverter.SingleToUInt32Bits(expected[i]) == BitConverter.SingleToUInt32Bits(actual[i]);
            Assert.True(same || (float.IsNaN(expected[i]) && float.IsNaN(actual[i])), $"[{i}] expected {expected[i]:R}, got {actual[i]:R}");
        }
    }
}
