using Strata.Numerics.Tests.Support;
using Strata.Numerics.Vectors;

namespace Strata.Numerics.Tests.Vectors;

public sealed class ElementwiseTests
{
    [Fact]
    public void Operators_agree_with_their_scalar_meaning()
    {
        Agree<AddOperator>();
        Agree<MultiplyOperator>();
        Agree<SiluOperator>();
        Agree<SiluGateOperator>();
        Agree<GeluTanhOperator>();
        Agree<GeluGateOperator>();
        Agree<GeluErfOperator>();
    }

    [Fact]
    public void Gelu_is_what_its_formula_says()
    {
        float[] x = [-6f, -1f, -0.1f, 0f, 0.5f, 1f, 3f, 9f];
        var (tanh, erf) = (x.ToArray(), x.ToArray());
        Activation.GeluTanh(tanh);
        Activation.GeluErf(erf);
        Numbers.Close(Array.ConvertAll(x, v => (float)(0.5 * v * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (v + (0.044715 * v * v * v)))))), tanh, 1e-6f);
        Numbers.Close([-5.9e-9f, -0.15865525f, -0.046017216f, 0f, 0.34573123f, 0.84134475f, 2.9959502f, 9f], erf, 1e-6f);
    }

    [Fact]
    public void Exponential_is_within_two_units_and_has_its_limits()
    {
        for (var x = -103f; x < 89f; x += 0.013f)
        {
            var exact = Math.Exp(x);
            var unit = Math.Max(MathF.BitIncrement((float)exact) - (float)exact, float.Epsilon);
            var actual = Exponential.Of(System.Runtime.Intrinsics.Vector256.Create(x))[3];
            Assert.True(float.IsInfinity(actual) ? exact > float.MaxValue : Math.Abs(actual - exact) <= 2 * unit, $"exp({x:R}) = {exact:R}, got {actual:R}");
        }

        float Exp(float x) => Exponential.Of(System.Runtime.Intrinsics.Vector256.Create(x))[0];
        Assert.Equal([0f, 0f, 1f, float.PositiveInfinity, float.PositiveInfinity], [Exp(float.NegativeInfinity), Exp(-1e30f), Exp(0f), Exp(1e30f), Exp(float.PositiveInfinity)]);
        Assert.True(float.IsNaN(Exp(float.NaN)));
    }

    [Fact]
    public void Extreme_inputs_of_gates_have_their_limits()
    {
        float[] x = [float.PositiveInfinity, -200f, 200f, float.NaN];
        Activation.Silu(x);
        Assert.Equal(float.PositiveInfinity, x[0]);
        Assert.Equal(0f, x[1], 1e-30f);
        Assert.Equal(200f, x[2]);
        Assert.True(float.IsNaN(x[3]));
    }

    [Fact]
    public void A_value_has_the_same_bits_at_any_place()
    {
        var x = Numbers.Normal(67, 1);
        var whole = x.ToArray();
        Activation.Silu(whole);
        for (var i = 0; i < x.Length; i++)
        {
            float[] one = [x[i]];
            Activation.Silu(one);
            Numbers.SameBits(whole.AsSpan(i, 1), one);
        }
    }

    [Fact]
    public void Scaled_sums_are_fused_everywhere()
    {
        foreach (var n in Numbers.Lengths)
        {
            var (a, b) = (Numbers.Normal(n, 1), Numbers.Normal(n, 2));
            var expected = a.Zip(b, (x, y) => MathF.FusedMultiplyAdd(y, 0.7f, x)).ToArray();
            Arithmetic.AddScaled(a, b, 0.7f);
            Numbers.SameBits(expected, a);
            Arithmetic.Scale(a, 3f);
            Numbers.SameBits(Array.ConvertAll(expected, v => v * 3f), a);
        }
    }

    [Fact]
    public void Lengths_must_agree()
    {
        Assert.Throws<ArgumentException>(() => Arithmetic.Add(new float[3], new float[4]));
        Assert.Throws<ArgumentException>(() => Activation.SiluGate(new float[4], new float[3]));
    }

    private static void Agree<TOperator>()
        where TOperator : IBinary
    {
        foreach (var n in Numbers.Lengths)
        {
            var a = Numbers.Unaligned(n, n + 1);
            var b = Numbers.Unaligned(n, n + 2);
            if (n > 2)
            {
                (a[0], a[n - 1]) = (float.NaN, float.PositiveInfinity);
            }

            var (expected, actual) = (new float[n], new float[n]);
            Binary.Reference<TOperator>(a, b, expected);
            Binary.Vector<TOperator>(a, b, actual);
            Numbers.Close(expected, actual, 2e-6f);
        }
    }
}
