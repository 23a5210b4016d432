using Strata.Inference.Kv;
using Strata.Inference.Tests.Models;

namespace Strata.Inference.Tests.Graphs;

public sealed class DecoderGraphTests
{
    private static readonly int[] Prompt = TinyModel.Ids("The quick brown fox jumps over the lazy dog.");

    public static TheoryData<string> Families => ["llama", "llama untied half", "qwen2", "qwen3"];

    [Theory]
    [MemberData(nameof(Families))]
    public void Logits_equal_the_plain_loops(string family)
    {
        using var model = new TinyModel(Family(family));
        using var graph = new GraphHarness(model.Path);
        AssertNear(new NaiveTwin(model).Logits(Prompt), graph.Logits(Prompt, 128), 2e-4);
    }

    [Fact]
    public void Linear_scaling_divides_every_angle()
    {
        using var model = new TinyModel(new TinyShape { Extra = { ["llama.rope.scaling.type"] = "linear", ["llama.rope.scaling.factor"] = 4f } });
        using var graph = new GraphHarness(model.Path);
        AssertNear(new NaiveTwin(model) { Angle = (_, angle) => angle / 4 }.Logits(Prompt), graph.Logits(Prompt, 128), 2e-4);
    }

    [Fact]
    public void Frequency_divisors_of_the_file_are_used()
    {
        float[] divisors = [1, 2, 4, 8];
        using var model = new TinyModel(new TinyShape { RopeDivisors = divisors });
        using var graph = new GraphHarness(model.Path);
        AssertNear(new NaiveTwin(model) { Angle = (pair, angle) => angle / divisors[pair] }.Logits(Prompt), graph.Logits(Prompt, 128), 2e-4);
    }

    [Fact]
    public void Yarn_keeps_fast_pairs_divides_slow_ones_and_scales_attention()
    {
        var extra = new Dictionary<string, object>
        {
            ["llama.rope.scaling.type"] = "yarn",
            ["llama.rope.scaling.factor"] = 4f,
            ["llama.rope.scaling.original_context_length"] = 64,
            ["llama.rope.scaling.yarn_beta_fast"] = 8f,
            ["llama.rope.scaling.yarn_beta_slow"] = 1f,
        };
        using var model = new TinyModel(new TinyShape { Extra = extra });
        using var graph = new GraphHarness(model.Path);

        // Turns over 64 positions: pair 0 makes 10.2, pair 1 one, so the ramp runs from floor(0.1) = 0 to ceil(1.01) = 2.
        double[] kept = [1, 0.5, 0, 0];
        var twin = new NaiveTwin(model)
        {
            Angle = (pair, angle) => angle * ((0.25 * (1 - kept[pair])) + kept[pair]),
            Magnitude = 1 + (0.1 * Math.Log(4)),
        };
        AssertNear(twin.Logits(Prompt), graph.Logits(Prompt, 128), 2e-4);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, false)]
    [InlineData(false, true)]
    public void Steps_of_any_size_give_the_same_bits(bool exact, bool half)
    {
        using var model = new TinyModel(new TinyShape());
        using var two = new GraphHarness(model.Path, exact, half);
        using var one = new GraphHarness(model.Path, exact, half, threads: 1);
        var whole = two.Logits(Prompt, 128);
        Assert.Equal(whole, two.Logits(Prompt, 7));
        Assert.Equal(whole, two.Logits(Prompt, 1));
        Assert.Equal(whole, one.Logits(Prompt, 33));
    }

    [Fact]
    public void A_half_cache_stays_near_the_exact_one()
    {
        using var model = new TinyModel(new TinyShape());
        using var half = new GraphHarness(model.Path, half: true);
        AssertNear(new NaiveTwin(model).Logits(Prompt), half.Logits(Prompt, 128), 0.05);
    }

    [Fact]
    public void A_step_allocates_nothing()
    {
        using var model = new TinyModel(new TinyShape());
        using var graph = new GraphHarness(model.Path, threads: 1);
        var kv = new KvSequence(graph.Blocks);
        kv.TryReserve(128); // blocks of the cache are allocated once and reused; what counts is the step
        graph.Step(kv, Prompt);
        graph.Step(kv, Prompt.AsSpan(0, 20));
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 8; i++)
        {
            graph.Step(kv, Prompt.AsSpan(i, 1));
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated == 0, $"8 tokens allocated {allocated} bytes");
    }

    private static TinyShape Family(string name) => name switch
    {
        "llama" => new TinyShape(),
        "llama untied half" => new TinyShape { Tied = false, Half = true, KvHeads = 4 },
        "qwen2" => new TinyShape { Architecture = "qwen2", Biases = true },
        _ => new TinyShape { Architecture = "qwen3", HeadNorms = true },
    };

    private static void AssertNear(double[] expected, float[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        var worst = expected.Zip(actual, (e, a) => Math.Abs(e - a)).Max();
        Assert.True(worst < tolerance, $"max |Δ| {worst}");
    }
}
