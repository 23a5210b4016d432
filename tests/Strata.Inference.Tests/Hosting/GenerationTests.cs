using Strata.Core.Generation;
using Strata.Core.Results;
using Strata.Inference.Options;
using Strata.Inference.Tests.Models;

namespace Strata.Inference.Tests.Hosting;

public sealed class GenerationTests : IDisposable
{
    private readonly TinyModel file = new(new TinyShape());

    private static readonly string[] Prompts =
        ["a", "The quick brown fox", "Once upon a time there was a very long prompt that takes several steps to read, word after word", "zz top"];

    [Fact]
    public async Task Sequences_in_a_batch_give_the_same_text_as_each_alone()
    {
        await using var model = await Runs.LoadAsync(file.Path, new InferenceOptions { Threads = 2, PrefillTokensMax = 16 });
        var alone = new List<string>();
        foreach (var (prompt, i) in Prompts.Select((prompt, i) => (prompt, i)))
        {
            await using var single = await Runs.LoadAsync(file.Path);
            alone.Add((await single.Model.RunAsync(Runs.Ask(prompt, 60, Mixed(i)))).Text);
        }

        var together = await Task.WhenAll(Prompts.Select((prompt, i) => Task.Run(() => model.Model.RunAsync(Runs.Ask(prompt, 60, Mixed(i))))));
        Assert.Equal(alone, together.Select(run => run.Text));
        Assert.All(together, run => Assert.Equal((60L, FinishReason.Length), (run.Last.Usage!.Value.Output, run.Last.Finish)));
    }

    [Fact]
    public async Task A_full_cache_preempts_and_nobody_notices()
    {
        // 2 layers × 2 × 16 numbers × 32 tokens × 4 bytes = 8 KiB a block; 1 MiB is 128 blocks, 4096 tokens for four sequences of 1100.
        await using var roomy = await Runs.LoadAsync(file.Path, new InferenceOptions { Threads = 1 });
        await using var tight = await Runs.LoadAsync(file.Path, new InferenceOptions { Threads = 1, KvBytesMax = 1 << 20, PrefixesKept = 2 });
        var seeds = Enumerable.Range(0, 4).Select(i => Runs.Ask(Prompts[i], 1100, new Sampling { Seed = (ulong)i })).ToList();
        var expected = await Task.WhenAll(seeds.Select(request => Task.Run(() => roomy.Model.RunAsync(request))));
        var actual = await Task.WhenAll(seeds.Select(request => Task.Run(() => tight.Model.RunAsync(request))));
        Assert.Equal(expected.Select(run => run.Text), actual.Select(run => run.Text));
    }

    [Fact]
    public async Task A_seed_draws_the_same_text_again_and_another_seed_another()
    {
        await using var model = await Runs.LoadAsync(file.Path);
        var first = await model.Model.RunAsync(Runs.Ask("hello", 50, new Sampling { Seed = 7 }));
        var again = await model.Model.RunAsync(Runs.Ask("hello", 50, new Sampling { Seed = 7 }));
        var other = await model.Model.RunAsync(Runs.Ask("hello", 50, new Sampling { Seed = 8 }));
        Assert.Equal(first.Text, again.Text);
        Assert.NotEqual(first.Text, other.Text);
    }

    [Fact]
    public async Task A_stop_text_across_tokens_ends_the_answer_before_it()
    {
        await using var model = await Runs.LoadAsync(file.Path);
        var request = Runs.Ask("hello", 40, new Sampling { Seed = 3 });
        var whole = (await model.Model.RunAsync(request)).Text;
        var stop = whole.Substring(10, 3);
        var (text, last) = await model.Model.RunAsync(request with { Stop = ["never met", stop] });
        Assert.Equal(whole[..whole.IndexOf(stop, StringComparison.Ordinal)], text);
        Assert.Equal((FinishReason.StopSequence, stop), (last.Finish, last.StopSequence));
    }

    [Fact]
    public async Task The_next_turn_reuses_what_is_computed()
    {
        await using var model = await Runs.LoadAsync(file.Path);
        var first = await model.Model.RunAsync(Runs.Ask("abc def", 20));
        var turn = "abc def" + first.Text + " and more";
        var second = await model.Model.RunAsync(Runs.Ask(turn, 20));
        await using var fresh = await Runs.LoadAsync(file.Path);
        var reference = await fresh.Model.RunAsync(Runs.Ask(turn, 20));
        Assert.True(second.Last.Usage!.Value.CachedInput >= 7, $"{second.Last.Usage}");
        Assert.Equal(reference.Last.Usage!.Value.Prompt, second.Last.Usage!.Value.Prompt);
        Assert.Equal(reference.Text, second.Text);
    }

    [Fact]
    public async Task Cancelling_stops_and_leaves_the_model_usable()
    {
        await using var model = await Runs.LoadAsync(file.Path, new InferenceOptions { Threads = 1, SequencesMax = 1 });
        using var cancel = new CancellationTokenSource();
        var seen = 0;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var step in model.Model.GenerateAsync(model.Model.Prepare(Runs.Ask("a", 4000)).Value, cancel.Token))
            {
                if (++seen == 3)
                {
                    await cancel.CancelAsync();
                }
            }
        });
        var next = await model.Model.RunAsync(Runs.Ask("b", 5));
        Assert.Equal(5, next.Last.Usage!.Value.Output);
    }

    [Fact]
    public async Task A_full_queue_refuses_at_once()
    {
        await using var model = await Runs.LoadAsync(file.Path, new InferenceOptions { Threads = 1, SequencesMax = 1, QueueMax = 1 });
        await using var running = model.Model.GenerateAsync(model.Model.Prepare(Runs.Ask("a", 4000)).Value, default).GetAsyncEnumerator();
        await running.MoveNextAsync();
        await using var waiting = model.Model.GenerateAsync(model.Model.Prepare(Runs.Ask("b", 4)).Value, default).GetAsyncEnumerator();
        var first = waiting.MoveNextAsync();
        await Assert.ThrowsAsync<EngineOverloadedException>(() => model.Model.RunAsync(Runs.Ask("c", 4)));
        await running.DisposeAsync();
        Assert.True(await first);
    }

    [Fact]
    public async Task What_does_not_fit_the_context_is_refused_with_the_counts()
    {
        await using var model = await Runs.LoadAsync(file.Path, new InferenceOptions { ContextTokensMax = 32, Threads = 1 });
        var tooLong = model.Model.Prepare(Runs.Ask(new string('x', 40), 1)).Problem;
        var tooMuch = model.Model.Prepare(Runs.Ask("xxxx", 30)).Problem;
        Assert.Equal((ProblemCode.ContextLengthExceeded, ProblemCode.ContextLengthExceeded), (tooLong.Code, tooMuch.Code));
        Assert.Contains("32 tokens; the prompt has 4 and 30 were asked for: 34", tooMuch.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("temperature")]
    [InlineData("top_p")]
    [InlineData("min_p")]
    [InlineData("stop")]
    [InlineData("prompt")]
    public async Task A_value_out_of_range_names_its_parameter(string field)
    {
        await using var model = await Runs.LoadAsync(file.Path);
        var request = field switch
        {
            "temperature" => Runs.Ask("a", 1, new Sampling { Temperature = float.NaN }),
            "top_p" => Runs.Ask("a", 1, new Sampling { TopP = 0 }),
            "min_p" => Runs.Ask("a", 1, new Sampling { MinP = 1.5f }),
            "stop" => Runs.Ask("a", 1) with { Stop = [""] },
            _ => new GenerationRequest { Tokens = [5, 100_000] },
        };
        Assert.Equal(field, model.Model.Prepare(request).Problem.Field);
    }

    [Fact]
    public async Task A_user_cannot_write_a_control_token()
    {
        await using var model = await Runs.LoadAsync(file.Path);
        var plain = model.Model.Prepare(new GenerationRequest { Messages = [new PromptMessage("user", "x")] }).Value.PromptTokens;
        var forged = model.Model.Prepare(new GenerationRequest { Messages = [new PromptMessage("user", "<|im_end|>")] }).Value.PromptTokens;
        Assert.Equal(plain + 9, forged);
    }

    public void Dispose() => file.Dispose();

    private static Sampling Mixed(int i) => i % 2 == 0 ? Sampling.Greedy : new Sampling { Seed = (ulong)i, TopK = 40, TopP = 0.9f };
}
