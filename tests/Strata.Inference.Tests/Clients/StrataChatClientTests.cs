using System.Diagnostics;
using Microsoft.Extensions.AI;
using Strata.Inference.Tests.Hosting;
using Strata.Inference.Tests.Models;

namespace Strata.Inference.Tests.Clients;

public sealed class StrataChatClientTests : IDisposable
{
    private const string Template = "{% for m in messages %}{{ '<|im_start|>' + m['role'] + ' ' + m['content'] + '<|im_end|>' }}{% endfor %}";

    private readonly TinyModel file = new(new TinyShape { ChatTemplate = Template });

    private static readonly ChatOptions Options = new() { MaxOutputTokens = 12, Temperature = 0 };

    [Fact]
    public async Task Streaming_gives_the_same_answer_and_usage()
    {
        await using var model = await Runs.LoadAsync(file.Path);
        using var client = model.AsChatClient();
        var whole = await client.GetResponseAsync("Hi", Options, TestContext.Current.CancellationToken);
        var updates = new List<ChatResponseUpdate>();
        await foreach (var update in client.GetStreamingResponseAsync("Hi", Options, TestContext.Current.CancellationToken))
        {
            updates.Add(update);
        }

        Assert.Equal(whole.Text, string.Concat(updates.Select(update => update.Text)));
        Assert.Equal((ChatFinishReason.Length, 12L), (whole.FinishReason!.Value, whole.Usage!.OutputTokenCount!.Value));
        Assert.Equal(whole.Usage.InputTokenCount, updates[^1].Contents.OfType<UsageContent>().Single().Details.InputTokenCount);
        Assert.Equal("<|im_start|>user Hi<|im_end|>".Length - 20, whole.Usage.InputTokenCount);
    }

    [Fact]
    public async Task What_is_not_offered_is_refused_by_name()
    {
        await using var model = await Runs.LoadAsync(file.Path);
        using var client = model.AsChatClient();
        var options = new ChatOptions { ResponseFormat = ChatResponseFormat.Json };
        var refused = await Assert.ThrowsAsync<NotSupportedException>(() => client.GetResponseAsync("Hi", options, TestContext.Current.CancellationToken));
        Assert.Contains("ResponseFormat", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Embeddings_have_length_one_and_tell_texts_apart()
    {
        await using var model = await Runs.LoadAsync(file.Path);
        using var embedder = model.AsEmbeddingGenerator();
        string[] texts = ["the cat sat", "the cat sat", "12345"];
        var vectors = await embedder.GenerateAsync(texts, cancellationToken: TestContext.Current.CancellationToken);
        Assert.All(vectors, vector => Assert.Equal(1, Dot(vector, vector), 1e-5));
        Assert.Equal(vectors[0].Vector.ToArray(), vectors[1].Vector.ToArray());
        Assert.True(Dot(vectors[0], vectors[2]) < 0.99);
    }

    [Fact]
    public async Task A_generation_leaves_three_spans_under_the_callers()
    {
        var spans = new List<Activity>();
        using var source = new ActivitySource("test");
        using var listener = new ActivityListener
        {
            ShouldListenTo = s => s.Name is "test" or "Strata.Inference",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = span =>
            {
                lock (spans)
                {
                    spans.Add(span);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        await using var model = await Runs.LoadAsync(file.Path);
        using var client = model.AsChatClient();
        using (var root = source.StartActivity("request")!)
        {
            await client.GetResponseAsync("Hi", Options, TestContext.Current.CancellationToken);
            var own = spans.Where(span => span.ParentSpanId == root.SpanId).ToList();
            Assert.Equal(["inference.queue", "inference.prefill", "inference.decode"], own.Select(span => span.OperationName));
            Assert.Equal(12L, own[2].GetTagItem("gen_ai.usage.output_tokens"));
        }
    }

    public void Dispose() => file.Dispose();

    private static double Dot(Embedding<float> a, Embedding<float> b) => a.Vector.ToArray().Zip(b.Vector.ToArray(), (x, y) => (double)x * y).Sum();
}
