using Strata.Caching.Semantic;
using Strata.Tests.Shared;

namespace Strata.Caching.Tests.Semantic;

public sealed class SemanticCacheTests
{
    private readonly ManualTime time = new();
    private readonly LexicalEmbedder embedder = new();

    [Theory]
    [InlineData("How do I reset my password?", "how do i reset my password please")]
    [InlineData("What is the refund policy for damaged goods?", "what is the refund policy for damaged good")]
    public async Task Other_words_for_the_same_question_are_answered(string kept, string asked) => Assert.NotNull(await AskAsync(kept, asked));

    [Theory]
    [InlineData("What was the revenue in 2023?", "What was the revenue in 2024?")]
    [InlineData("How do I enable two factor login?", "How do I disable two factor login?")]
    [InlineData("Which plants are safe for cats?", "Which plants are not safe for cats?")]
    [InlineData("What is the capital of France?", "What is the capital of Spain?")]
    [InlineData("Convert 10 miles to km", "Convert 100 miles to km")]
    [InlineData("Explain the function `parseDate`", "Explain the function `parseTime`")]
    public async Task A_question_for_something_else_is_not(string kept, string asked) => Assert.Null(await AskAsync(kept, asked));

    [Fact]
    public async Task Neither_partitions_nor_frames_meet()
    {
        var cache = new SemanticCache(time, 100);
        await cache.PutAsync(new("a/p", Samples.Key(1), "hello there"), embedder, Samples.Answer(time.GetUtcNow()), TestContext.Current.CancellationToken);
        Assert.NotNull(await FindAsync(cache, new("a/p", Samples.Key(1), "hello there")));
        Assert.Null(await FindAsync(cache, new("b/p", Samples.Key(1), "hello there")));
        Assert.Null(await FindAsync(cache, new("a/p", Samples.Key(2), "hello there")));
    }

    [Fact]
    public async Task What_has_ended_is_not_answered_and_the_oldest_leave()
    {
        var cache = new SemanticCache(time, 10);
        for (var i = 0; i < 25; i++)
        {
            await cache.PutAsync(new("p", Samples.Key(1), $"question number {i}"), embedder, Samples.Answer(time.GetUtcNow()), TestContext.Current.CancellationToken);
        }

        Assert.Equal(10, cache.Count);
        Assert.Null(await FindAsync(cache, new("p", Samples.Key(1), "question number 3")));
        Assert.NotNull(await FindAsync(cache, new("p", Samples.Key(1), "question number 24")));
        time.Advance(TimeSpan.FromHours(2));
        Assert.Null(await FindAsync(cache, new("p", Samples.Key(1), "question number 24")));
    }

    private async Task<SemanticHit?> AskAsync(string kept, string asked)
    {
        var cache = new SemanticCache(time, 100);
        await cache.PutAsync(new("p", Samples.Key(1), kept), embedder, Samples.Answer(time.GetUtcNow()), TestContext.Current.CancellationToken);
        return await FindAsync(cache, new("p", Samples.Key(1), asked));
    }

    private ValueTask<SemanticHit?> FindAsync(SemanticCache cache, SemanticQuestion question) => cache.FindAsync(question, embedder, 0.85, TestContext.Current.CancellationToken);
}
