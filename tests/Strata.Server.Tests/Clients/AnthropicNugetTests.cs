using System.Text.Json;
using Anthropic;
using Anthropic.Exceptions;
using Anthropic.Models.Messages;
using Strata.Server.Tests.Support;

namespace Strata.Server.Tests.Clients;

/// <summary>Anthropic's unmodified NuGet client before providers of three dialects: its own as bytes, the others translated.</summary>
public sealed class AnthropicNugetTests(ScriptedServer shared) : IClassFixture<ScriptedServer>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("an")]
    [InlineData("oa")]
    [InlineData("ge")]
    public async Task Plain(string provider)
    {
        using var client = Client();
        var message = await client.Messages.Create(Ask($"{provider}/scn-cached.1", "hello there"), Token);
        Assert.True(Assert.Single(message.Content).TryPickText(out var text));
        Assert.Equal("You said: hello there one two three four five", text.Text);
        Assert.Equal("end_turn", message.StopReason!.Raw());
        Assert.Equal((1, 1, 9), (message.Usage.InputTokens, message.Usage.CacheReadInputTokens ?? 0, message.Usage.OutputTokens));
    }

    [Theory]
    [InlineData("an")]
    [InlineData("oa")]
    [InlineData("ge")]
    public async Task Streaming(string provider)
    {
        using var client = Client();
        var (words, reason, output, stops) = ("", "", 0L, 0);
        await foreach (var step in client.Messages.CreateStreaming(Ask($"{provider}/scn-long.5", "go on"), Token))
        {
            if (step.TryPickContentBlockDelta(out var piece) && piece.Delta.TryPickText(out var text))
            {
                words += text.Text;
            }
            else if (step.TryPickDelta(out var delta))
            {
                (reason, output) = (delta.Delta.StopReason!.Raw(), delta.Usage.OutputTokens);
            }

            stops += step.TryPickStop(out _) ? 1 : 0;
        }

        Assert.Equal(("word0 word1 word2 word3 word4", "end_turn", 5L, 1), (words, reason, output, stops));
    }

    [Theory]
    [InlineData("an")]
    [InlineData("oa")]
    [InlineData("ge")]
    public async Task Tools(string provider)
    {
        using var client = Client();
        var tool = new Tool
        {
            Name = "weather",
            Description = "The weather of a city.",
            InputSchema = new InputSchema { Properties = new Dictionary<string, JsonElement> { ["city"] = JsonSerializer.SerializeToElement(new { type = "string" }) }, Required = ["city"] },
        };
        var ask = Ask($"{provider}/scn-tools", "How is the weather in Paris?") with { Tools = [tool] };
        var message = await client.Messages.Create(ask, Token);
        Assert.True(Assert.Single(message.Content).TryPickToolUse(out var call));
        Assert.Equal(("weather", "Paris", "tool_use"), (call.Name, call.Input["city"].GetString(), message.StopReason!.Raw()));

        var (name, arguments) = ("", "");
        await foreach (var step in client.Messages.CreateStreaming(ask, Token))
        {
            name += step.TryPickContentBlockStart(out var start) && start.ContentBlock.TryPickToolUse(out var begun) ? begun.Name : "";
            arguments += step.TryPickContentBlockDelta(out var piece) && piece.Delta.TryPickInputJson(out var part) ? part.PartialJson : "";
        }

        Assert.Equal("weather", name);
        Assert.Equal("Paris", JsonDocument.Parse(arguments).RootElement.GetProperty("city").GetString());
    }

    [Theory]
    [InlineData("an")]
    [InlineData("oa")]
    public async Task Errors(string provider)
    {
        using var client = Client();
        await Assert.ThrowsAsync<AnthropicRateLimitException>(() => client.Messages.Create(Ask($"{provider}/scn-429.1", "hi"), Token));
        await Assert.ThrowsAsync<AnthropicNotFoundException>(() => client.Messages.Create(Ask($"{provider}/scn-nomodel", "hi"), Token));
        var overloaded = await Assert.ThrowsAnyAsync<AnthropicApiException>(() => client.Messages.Create(Ask($"{provider}/scn-529", "hi"), Token));
        Assert.Contains("overloaded", overloaded.ResponseBody, StringComparison.OrdinalIgnoreCase);
        using var stranger = new AnthropicClient { ApiKey = "sk-wrong", BaseUrl = Address, MaxRetries = 0 };
        await Assert.ThrowsAsync<AnthropicUnauthorizedException>(() => stranger.Messages.Create(Ask($"{provider}/scn-echo", "hi"), Token));
    }

    [Theory]
    [InlineData("an", "scn-error-in-stream")]
    [InlineData("oa", "scn-reset")]
    [InlineData("an", "scn-cleancut")]
    public async Task A_stream_that_breaks_never_looks_finished(string provider, string model)
    {
        using var client = Client();
        var stops = 0;
        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            await foreach (var step in client.Messages.CreateStreaming(Ask($"{provider}/{model}", "hi"), Token))
            {
                stops += step.TryPickStop(out _) ? 1 : 0;
            }
        });
        Assert.Equal(0, stops);
    }

    [Fact]
    public async Task Counting()
    {
        using var client = Client();
        var count = await client.Messages.CountTokens(new MessageCountTokensParams { Model = "an/scn-echo", Messages = [new UserMessageParam { Content = "one two three" }] }, Token);
        Assert.Equal(3, count.InputTokens);
    }

    private string Address => shared.Server.Running.Address.ToString().TrimEnd('/');

    private AnthropicClient Client() => new() { ApiKey = shared.Server.Key, BaseUrl = Address, MaxRetries = 0 };

    private static MessageCreateParams Ask(string model, string text) =>
        new() { Model = model, MaxTokens = 100, Messages = [new UserMessageParam { Content = text }] };
}
