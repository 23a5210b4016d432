using System.ClientModel;
using OpenAI;
using OpenAI.Chat;
using Strata.Server.Tests.Support;

namespace Strata.Server.Tests.Clients;

/// <summary>The unmodified NuGet client holds a conversation.</summary>
public sealed class OpenAiNugetTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly TestServer server = shared.Server;

    [Fact]
    public async Task Plain()
    {
        ChatCompletion answer = await Client("echo").CompleteChatAsync([new UserChatMessage("hello there")]);
        Assert.Equal("You said: hello there", answer.Content[0].Text);
        Assert.Equal(ChatFinishReason.Stop, answer.FinishReason);
        Assert.Equal((2, 4), (answer.Usage.InputTokenCount, answer.Usage.OutputTokenCount));
    }

    [Fact]
    public async Task Streaming()
    {
        var (text, finish, usage) = ("", (ChatFinishReason?)null, (ChatTokenUsage?)null);
        await foreach (var update in Client("echo").CompleteChatStreamingAsync([new UserChatMessage("one two three")]))
        {
            text += string.Concat(update.ContentUpdate.Select(c => c.Text));
            finish ??= update.FinishReason;
            usage ??= update.Usage;
        }

        Assert.Equal(("You said: one two three", ChatFinishReason.Stop), (text, finish));
        Assert.Equal(5, usage!.OutputTokenCount);
    }

    [Fact]
    public async Task Stop_texts_and_length_end_an_answer()
    {
        ChatCompletion stopped = await Client("echo").CompleteChatAsync([new UserChatMessage("one two three")], new ChatCompletionOptions { StopSequences = { "two" } });
        Assert.Equal(("You said: one", ChatFinishReason.Stop), (stopped.Content[0].Text.TrimEnd(), stopped.FinishReason));
        ChatCompletion cut = await Client("echo").CompleteChatAsync([new UserChatMessage("one two three")], new ChatCompletionOptions { MaxOutputTokenCount = 2 });
        Assert.Equal(("You said:", ChatFinishReason.Length), (cut.Content[0].Text, cut.FinishReason));
    }

    [Fact]
    public async Task Errors()
    {
        var unknown = await Assert.ThrowsAsync<ClientResultException>(() => Client("nobody").CompleteChatAsync([new UserChatMessage("hi")]));
        Assert.Equal(404, unknown.Status);
        Assert.Contains("model_not_found", unknown.Message, StringComparison.Ordinal);
        var refused = await Assert.ThrowsAsync<ClientResultException>(() => Client("echo", "sk-wrong").CompleteChatAsync([new UserChatMessage("hi")]));
        Assert.Equal(401, refused.Status);
    }

    /// <summary>This client passes over error events; what tells it is the connection that ends without the body's end.</summary>
    [Fact]
    public async Task A_stream_that_breaks_never_looks_finished()
    {
        await Assert.ThrowsAnyAsync<IOException>(async () =>
        {
            await foreach (var update in Client("boom").CompleteChatStreamingAsync([new UserChatMessage("hi")]))
            {
                Assert.Null(update.FinishReason);
            }
        });
    }

    [Fact]
    public async Task Cancelling_stops_the_work()
    {
        using var cancel = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var update in Client("slow").CompleteChatStreamingAsync([new UserChatMessage("hi")], cancellationToken: cancel.Token))
            {
                if (update.ContentUpdate.Count > 0)
                {
                    await cancel.CancelAsync();
                }
            }
        });
        await server.Models.SlowWasCancelled.Task.WaitAsync(TimeSpan.FromSeconds(10));
    }

    private ChatClient Client(string model, string? key = null) =>
        new(model, new ApiKeyCredential(key ?? server.Key), new OpenAIClientOptions { Endpoint = new Uri(server.Running.Address, "/v1") });
}
