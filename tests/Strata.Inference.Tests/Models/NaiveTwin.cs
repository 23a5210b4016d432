namespace Strata.Inference.Tests.Models;

/// <summary>
/// The same decoder as plain loops in double precision, from the paper's formulas: no cache, no batch, no kernels.
/// Slow and obvious; what the graph gives is held against it.
/// </summary>
internal sealed class NaiveTwin(TinyModel model)
{
    private readonly TinyShape shape = model.Shape;

    /// <summary>Turns the angle of a pair at a position into another; the plain one unless a test scales it.</summary>
    public Func<int, double, double> Angle { get; init; } = (_, angle) => angle;

    public double Magnitude { get; init; } = 1;

    /// <summary>Logits after the last token.</summary>
    public double[] Logits(ReadOnlySpan<int> tokens)
    {
        var stream = new double[tokens.Length][];
        for (var t = 0; t < tokens.Length; t++)
        {
            stream[t] = Row("token_embd.weight", tokens[t]);
        }

        for (var layer = 0; layer < shape.Layers; layer++)
        {
            Layer($"blk.{layer}.", stream);
        }

        var last = Norm(stream[^1], "output_norm.weight");
        return Multiply(shape.Tied ? "token_embd.weight" : "output.weight", last);
    }

    private void Layer(string at, double[][] stream)
    {
        var length = shape.HeadLength;
        var (q, k, v) = (new double[stream.Length][], new double[stream.Length][], new double[stream.Length][]);
        for (var t = 0; t < stream.Length; t++)
        {
            var normed = Norm(stream[t], at + "attn_norm.weight");
            q[t] = Turn(HeadNorm(Plus(Multiply(at + "attn_q.weight", normed), at + "attn_q.bias"), at + "attn_q_norm.weight"), t);
            k[t] = Turn(HeadNorm(Plus(Multiply(at + "attn_k.weight", normed), at + "attn_k.bias"), at + "attn_k_norm.weight"), t);
            v[t] = Plus(Multiply(at + "attn_v.weight", normed), at + "attn_v.bias");
        }

        for (var t = 0; t < stream.Length; t++)
        {
            var attended = new double[shape.Width];
            for (var head = 0; head < shape.Heads; head++)
            {
                var kvHead = head / (shape.Heads / shape.KvHeads);
                var weights = new double[t + 1];
                for (var s = 0; s <= t; s++)
                {
                    weights[s] = Math.Exp(Enumerable.Range(0, length).Sum(i => q[t][(head * length) + i] * k[s][(kvHead * length) + i]) / Math.Sqrt(length));
                }

                var sum = weights.Sum();
                for (var i = 0; i < length; i++)
                {
                    attended[(head * length) + i] = Enumerable.Range(0, t + 1).Sum(s => weights[s] / sum * v[s][(kvHead * length) + i]);
                }
            }

            Into(stream[t], Multiply(at + "attn_output.weight", attended));
            var normed = Norm(stream[t], at + "ffn_norm.weight");
            var (gate, up) = (Multiply(at + "ffn_gate.weight", normed), Multiply(at + "ffn_up.weight", normed));
            var gated = gate.Zip(up, (g, u) => g / (1 + Math.Exp(-g)) * u).ToArray();
            Into(stream[t], Multiply(at + "ffn_down.weight", gated));
        }
    }

    private double[] Turn(double[] heads, int position)
    {
        var (length, half) = (shape.HeadLength, shape.HeadLength / 2);
        var turned = (double[])heads.Clone();
        for (var start = 0; start < heads.Length; start += length)
        {
            for (var pair = 0; pair < half; pair++)
            {
                var angle = Angle(pair, position * Math.Pow(10_000, -2.0 * pair / length));
                var (a, b) = shape.Architecture == "llama" ? (start + (2 * pair), start + (2 * pair) + 1) : (start + pair, start + pair + half);
                turned[a] = Magnitude * ((heads[a] * Math.Cos(angle)) - (heads[b] * Math.Sin(angle)));
                turned[b] = Magnitude * ((heads[a] * Math.Sin(angle)) + (heads[b] * Math.Cos(angle)));
            }
        }

        return turned;
    }

    private double[] HeadNorm(double[] heads, string name) => !model.Tensors.ContainsKey(name)
        ? heads
        : [.. heads.Chunk(shape.HeadLength).SelectMany(head => Norm(head, name))];

    private double[] Norm(double[] x, string name)
    {
        var inverse = 1 / Math.Sqrt((x.Sum(value => value * value) / x.Length) + 1e-5f);
        return [.. x.Select((value, i) => value * inverse * model.Tensors[name].Values[i])];
    }

    private double[] Multiply(string name, double[] x)
    {
        var (dimensions, _) = model.Tensors[name];
        return [.. Enumerable.Range(0, dimensions[1]).Select(row => Row(name, row).Zip(x, (w, value) => w * value).Sum())];
    }

    private double[] Row(string name, int row)
    {
        var (dimensions, values) = model.Tensors[name];
        return Array.ConvertAll(values[(row * dimensions[0])..((row + 1) * dimensions[0])], value => (double)value);
    }

    private double[] Plus(double[] x, string bias) =>
        model.Tensors.TryGetValue(bias, out var tensor) ? [.. x.Select((value, i) => value + tensor.Values[i])] : x;

    private static void Into(double[] target, double[] delta)
    {
        for (var i = 0; i < target.Length; i++)
        {
            target[i] += delta[i];
        }
    }
}
