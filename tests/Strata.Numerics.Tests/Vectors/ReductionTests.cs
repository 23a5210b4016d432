using Strata.Numerics.Tests.Support;
using Strata.Numerics.Vectors;

namespace Strata.Numerics.Tests.Vectors;

public sealed class ReductionTests
{
    [Fact]
    public void Dot_and_sum_agree_with_the_plain_loop()
    {
        foreach (var n in Numbers.Lengths)
        {
            var a = Numbers.Unaligned(n, 1);
            var b = Numbers.Unaligned(n, 2);
            Numbers.Close([Dot.Reference(a, b), Sum.Reference(a)], [Dot.Vector(a, b), Sum.Vector(a)], 1e-5f);
            if (n > 0)
            {
                a[n / 2] = float.NaN;
                Assert.True(float.IsNaN(Dot.Vector(a, b)));
            }
        }
    }

    [Fact]
    public void Softmax_agrees_with_the_plain_loop_and_keeps_masks()
    {
        foreach (var n in Numbers.Lengths.Where(n => n > 0))
        {
            var x = Numbers.Unaligned(n, n);
            x[n / 3] = n > 1 ? float.NegativeInfinity : x[0];
            var (expected, actual) = (x.ToArray(), x.ToArray());
            Softmax.Reference(expected);
            Softmax.Vector(actual);
            Numbers.Close(expected, actual, 1e-6f);
            Assert.Equal(1.0, actual.Sum(v => (double)v), 1e-5);
        }
    }

    [Fact]
    public void Softmax_of_nothing_attended_is_zero_and_of_NaN_is_NaN()
    {
        var masked = Enumerable.Repeat(float.NegativeInfinity, 11).ToArray();
        Softmax.Apply(masked);
        Assert.All(masked, v => Assert.Equal(0f, v));

        var broken = Numbers.Normal(11, 1);
        broken[3] = float.NaN;
        Softmax.Apply(broken);
        Assert.All(broken, v => Assert.True(float.IsNaN(v)));
    }

    [Fact]
    public void Norms_are_their_formulas()
    {
        var (x, weight, bias) = (Numbers.Normal(67, 1), Numbers.Normal(67, 2), Numbers.Normal(67, 3));
        var rms = Math.Sqrt(x.Average(v => (double)v * v) + 1e-5);
        var y = new float[67];
        RmsNorm.Apply(x, weight, 1e-5f, y);
        Numbers.Close(x.Zip(weight, (v, w) => (float)(v / rms * w)).ToArray(), y, 1e-6f);

        var mean = x.Average(v => (double)v);
        var deviation = Math.Sqrt(x.Average(v => (v - mean) * (v - mean)) + 1e-5);
        var expected = x.Select((v, i) => (float)(((v - mean) / deviation * weight[i]) + bias[i])).ToArray();
        LayerNorm.Apply(x, weight, bias, 1e-5f, x);
        Numbers.Close(expected, x, 1e-5f);
        Assert.Throws<ArgumentException>(() => RmsNorm.Apply(x, weight, 1e-5f, new float[66]));
    }

    [Fact]
    public void ArgMax_takes_the_first_of_equals_and_never_NaN()
    {
        foreach (var n in Numbers.Lengths)
        {
            var x = Numbers.Normal(n, n);
            Assert.Equal(ArgMax.Reference(x), ArgMax.Vector(x));
            if (n > 4)
            {
                (x[1], x[n - 1], x[n / 2]) = (99f, 99f, float.NaN);
                Assert.Equal(1, ArgMax.Vector(x));
            }
        }

        Assert.Equal(-1, ArgMax.Index([]));
        Assert.Equal(-1, ArgMax.Index([float.NaN]));
        Assert.Equal(1, ArgMax.Index([float.NaN, float.NegativeInfinity]));
    }

    [Fact]
    public void TopK_is_a_stable_sort_cut_short()
    {
        var random = new Random(3);
        for (var round = 0; round < 200; round++)
        {
            var n = random.Next(0, 300);
            var x = new float[n];
            for (var i = 0; i < n; i++)
            {
                x[i] = random.Next(20) == 0 ? float.NaN : random.Next(10) == 0 ? float.NegativeInfinity : random.Next(40);
            }

            var k = random.Next(0, 50);
            var (indices, values) = (new int[k], new float[k]);
            var found = TopK.Select(x, indices, values);
            var expected = Enumerable.Range(0, n).Where(i => !float.IsNaN(x[i])).OrderByDescending(i => x[i]).ThenBy(i => i).Take(k).ToArray();
            Assert.Equal(expected, indices[..found]);
            Assert.Equal(expected.Select(i => x[i]), values[..found]);
        }
    }
}
