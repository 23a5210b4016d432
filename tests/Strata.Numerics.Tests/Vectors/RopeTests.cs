using Strata.Numerics.Tests.Support;
using Strata.Numerics.Vectors;

namespace Strata.Numerics.Tests.Vectors;

public sealed class RopeTests
{
    [Theory]
    [InlineData(RopeStyle.Adjacent)]
    [InlineData(RopeStyle.Halves)]
    public void Vector_path_agrees_with_the_plain_loop(RopeStyle style)
    {
        for (var pairs = 0; pairs < 70; pairs++)
        {
            var (cos, sin) = (Numbers.Normal(pairs, 1), Numbers.Normal(pairs, 2));
            var expected = Numbers.Normal(2 * pairs, 3);
            var actual = Numbers.Normal((2 * pairs) + 1, 9).AsSpan(1);
            expected.CopyTo(actual);
            Rope.Reference(expected, cos, sin, style);
            Rope.Vector(actual, cos, sin, style);
            Numbers.Close(expected, actual, 1e-6f);
        }
    }

    [Fact]
    public void Heads_turn_alike_and_the_rest_of_a_head_stays()
    {
        float[] cos = new float[2], sin = new float[2];
        Rope.Angles(3, [0.5f, 0.25f], cos, sin);
        float[] heads = [1, 0, 0, 0, 7, 8, 1, 0, 0, 0, 7, 8];
        Rope.Rotate(heads, 6, cos, sin, RopeStyle.Halves);
        float[] turned = [MathF.Cos(1.5f), 0, MathF.Sin(1.5f), 0, 7, 8];
        Numbers.Close([.. turned, .. turned], heads, 1e-6f);
    }

    [Fact]
    public void Sizes_that_do_not_fit_are_refused()
    {
        Assert.ThrowsAny<ArgumentException>(() => Rope.Rotate(new float[10], 4, new float[2], new float[2], RopeStyle.Halves));
        Assert.ThrowsAny<ArgumentException>(() => Rope.Rotate(new float[8], 4, new float[3], new float[3], RopeStyle.Halves));
        Assert.ThrowsAny<ArgumentException>(() => Rope.Rotate(new float[8], 0, [], [], RopeStyle.Halves));
        Assert.ThrowsAny<ArgumentException>(() => Rope.Angles(1, [1f], new float[2], new float[1]));
    }
}
