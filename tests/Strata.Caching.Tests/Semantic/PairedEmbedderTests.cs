using Strata.Caching.Semantic;

namespace Strata.Caching.Tests.Semantic;

public sealed class PairedEmbedderTests
{
    [Fact]
    public async Task The_similarity_is_the_mean_of_both_and_the_first_alone_where_the_second_has_none()
    {
        var both = new PairedEmbedder(new Fixed(t => t == "a" ? [1, 0] : [0, 1]), new Fixed(_ => [0, 0, 1]));
        var (a, b) = ((await both.EmbedAsync("a", default))!, (await both.EmbedAsync("b", default))!);
        Assert.Equal(0.5f, a.Zip(b, (x, y) => x * y).Sum(), 5);
        Assert.Equal(1f, a.Sum(x => x * x), 5);
        var alone = await new PairedEmbedder(new Fixed(_ => [1, 0]), new Fixed(_ => null)).EmbedAsync("a", default);
        Assert.Equal(2, alone!.Length);
        Assert.Null(await new PairedEmbedder(new Fixed(_ => null), new Fixed(_ => [1])).EmbedAsync("a", default));
    }

    private sealed class Fixed(Func<string, float[]?> vector) : ITextEmbedder
    {
        public string Name => "fixed";

        public ValueTask<float[]?> EmbedAsync(string text, CancellationToken cancellationToken) => new(vector(text));
    }
}
