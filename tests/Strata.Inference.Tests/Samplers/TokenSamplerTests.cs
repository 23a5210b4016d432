using Strata.Core.Generation;
using Strata.Inference.Samplers;

namespace Strata.Inference.Tests.Samplers;

public sealed class TokenSamplerTests
{
    private static readonly float[] Logits = [1, 3, 2, 3, -1, 0.5f, float.NegativeInfinity, 2.5f];

    [Fact]
    public void Greedy_takes_the_likeliest_and_the_lower_id_of_equals() =>
        Assert.Equal(1, new TokenSampler(Logits.Length).Choose(Logits, Sampling.Greedy, 0, 0));

    [Fact]
    public void Logits_without_a_number_are_refused() =>
        Assert.Throws<InvalidDataException>(() => new TokenSampler(2).Choose([float.NaN, float.NaN], Sampling.Greedy, 0, 0));

    [Fact]
    public void The_same_seed_and_place_draw_the_same_token()
    {
        var (one, two) = (new TokenSampler(Logits.Length), new TokenSampler(Logits.Length));
        two.Choose(Logits, new Sampling { TopP = 0.5f }, 99, 3);
        for (var place = 0; place < 100; place++)
        {
            Assert.Equal(one.Choose(Logits, new Sampling(), 5, place), two.Choose(Logits, new Sampling(), 5, place));
        }
    }

    [Theory]
    [InlineData(3, 1f, 0f)]
    [InlineData(0, 0.6f, 0f)]
    [InlineData(0, 1f, 0.5f)]
    [InlineData(5, 0.7f, 0.3f)]
    [InlineData(0, 0.95f, 0.01f)]
    public void Only_what_the_cuts_leave_is_drawn_and_all_of_it(int topK, float topP, float minP)
    {
        var random = new Random(3);
        var logits = Enumerable.Range(0, 700).Select(_ => (float)(random.NextDouble() * 6)).ToArray();
        var sampling = new Sampling { TopK = topK, TopP = topP, MinP = minP, Temperature = 2 };
        var sampler = new TokenSampler(logits.Length);
        var drawn = Enumerable.Range(0, 15_000).Select(place => sampler.Choose(logits, sampling, 11, place)).ToHashSet();
        var expected = Kept(logits, topK, topP, minP);
        Assert.Subset(expected, drawn);
        Assert.True(drawn.Count > 0.9 * expected.Count, $"{drawn.Count} of {expected.Count}");
    }

    [Fact]
    public void Draws_follow_the_probabilities_at_the_temperature()
    {
        float[] logits = [0, MathF.Log(2), MathF.Log(4)];
        var sampler = new TokenSampler(3);
        var counts = new int[3];
        for (var place = 0; place < 60_000; place++)
        {
            counts[sampler.Choose(logits, new Sampling { Temperature = 0.5f }, 1, place)]++;
        }

        // At temperature 1/2 the odds are squared: 1 : 4 : 16.
        Assert.Equal(1 / 21.0, counts[0] / 60_000.0, 0.01);
        Assert.Equal(4 / 21.0, counts[1] / 60_000.0, 0.01);
    }

    [Fact]
    public void Choosing_allocates_nothing()
    {
        var logits = Enumerable.Range(0, 5000).Select(i => (float)Math.Sin(i)).ToArray();
        var sampler = new TokenSampler(logits.Length);
        var sampling = new Sampling { TopK = 400, TopP = 0.9f, MinP = 0.01f };
        sampler.Choose(logits, sampling, 0, 0);
        var before = GC.GetAllocatedBytesForCurrentThread();
        sampler.Choose(logits, sampling, 0, 1);
        sampler.Choose(logits, sampling with { TopK = 0 } is var open ? open : sampling, 0, 2);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200);
    }

    /// <summary>The cuts written out: a full sort, then one rule after the other on the model's own probabilities.</summary>
    private static HashSet<int> Kept(float[] logits, int topK, float topP, float minP)
    {
        var sorted = Enumerable.Range(0, logits.Length).OrderByDescending(id => logits[id]).ThenBy(id => id).ToList();
        sorted = topK > 0 ? sorted[..topK] : sorted;
        var total = sorted.Sum(id => Math.Exp(logits[id]));
        var kept = new HashSet<int>();
        var sum = 0.0;
        foreach (var id in sorted)
        {
            if (sum >= topP * total)
            {
                break;
            }

            sum += Math.Exp(logits[id]);
            kept.Add(id);
        }

        kept.RemoveWhere(id => Math.Exp(logits[id]) < minP * Math.Exp(logits[sorted[0]]));
        return kept;
    }
}
