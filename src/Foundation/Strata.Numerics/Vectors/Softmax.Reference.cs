namespace Strata.Numerics.Vectors;

public static partial class Softmax
{
    internal static void Reference(Span<float> x)
    {
        var max = float.NegativeInfinity;
        foreach (var value in x)
        {
            max = MathF.Max(max, value);
        }

        if (float.IsNegativeInfinity(max))
        {
            x.Clear();
            return;
        }

        var sum = 0f;
        for (var i = 0; i < x.Length; i++)
        {
            x[i] = MathF.Exp(x[i] - max);
            sum += x[i];
        }

        for (var i = 0; i < x.Length; i++)
        {
            x[i] /= sum;
        }
    }
}
