using System.Runtime.CompilerServices;
using Strata.Core.Generation;
using Strata.Core.Results;
using Strata.Core.Usage;

namespace Strata.Tests.Shared.Models;

/// <summary>
/// A model without weights: a token is a word, the answer is "word0 word1 …" of <see cref="AnswerTokens"/> words. With
/// <see cref="Gate"/> set, every token after the first waits for one permit.
/// </summary>
internal sealed class FakeTextModel(string name) : ITextModel
{
    public ModelDescription Description { get; } = new() { Name = name, Architecture = "fake", ContextLength = 8_192, SizeBytes = 4_096, AddedAt = DateTimeOffset.UnixEpoch };

    public int AnswerTokens { get; set; } = 8;

    public string? Answer { get; set; }

    public SemaphoreSlim? Gate { get; set; }

    public bool IsOverloaded { get; set; }

    public Exception? Fault { get; set; }

    public int Uses { get; set; }

    public int Given { get; private set; }

    /// <summary>Tokens begun; a cancelled request stops it from growing.</summary>
    public int Made { get; private set; }

    public GenerationRequest? Last { get; private set; }

    public Result<IPreparedPrompt> Prepare(GenerationRequest request)
    {
        Last = request;
        var tokens = request.Tokens?.Count ?? Count(request.Text) + (request.Messages?.Sum(m => Count(m.Content) + 1) ?? 0);
        var room = Description.ContextLength - tokens;
        if (room < 1 || request.OutputTokensMax > room)
        {
            return new Problem(ProblemCode.ContextLengthExceeded, $"The prompt has {tokens} tokens; the context holds {Description.ContextLength}.") { Field = "messages" };
        }

        return new Prompt(tokens, Math.Min(request.OutputTokensMax ?? room, room));
    }

    public async IAsyncEnumerable<GenerationEvent> GenerateAsync(IPreparedPrompt prompt, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (IsOverloaded)
        {
            throw new EngineOverloadedException(7);
        }

        var words = Answer?.Split(' ') ?? [.. Enumerable.Range(0, AnswerTokens).Select(i => $"word{i}")];
        var most = Math.Min(words.Length, prompt.OutputTokensMax);
        for (var i = 0; i < most; i++)
        {
            if (i > 0 && Gate is { } gate)
            {
                await gate.WaitAsync(cancellationToken);
            }

            cancellationToken.ThrowIfCancellationRequested();
            Made++;
            if (i == 1 && Fault is { } fault)
            {
                throw fault;
            }

            yield return new GenerationEvent(i == 0 ? words[i] : " " + words[i], 1);
        }

        yield return new GenerationEvent("", 0)
        {
            Finish = most < words.Length ? FinishReason.Length : FinishReason.EndOfText,
            Usage = new TokenUsage { Input = prompt.PromptTokens, Output = most },
            Timings = new GenerationTimings(TimeSpan.FromMilliseconds(1), TimeSpan.Zero, TimeSpan.Zero),
        };
    }

    public ValueTask DisposeAsync()
    {
        Given++;
        return ValueTask.CompletedTask;
    }

    private static int Count(string? text) => text?.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length ?? 0;

    private sealed record Prompt(int PromptTokens, int OutputTokensMax) : IPreparedPrompt;
}
