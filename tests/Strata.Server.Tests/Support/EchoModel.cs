using System.Runtime.CompilerServices;
using Strata.Core.Generation;
using Strata.Core.Results;
using Strata.Core.Usage;

namespace Strata.Server.Tests.Support;

/// <summary>A word is a token.</summary>
internal sealed class EchoModel(string name, EchoHost host) : ITextModel
{
    public ModelDescription Description => host.List().Single(m => m.Name == name);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public Result<IPreparedPrompt> Prepare(GenerationRequest request)
    {
        var text = request.Text ?? request.Messages?[^1].Content ?? "";
        var words = text.Split(' ').Length;
        return words >= 8192
            ? new Problem(ProblemCode.ContextLengthExceeded, $"The prompt has {words} tokens; the context has 8192.")
            : new Prepared(request, text, words, Math.Min(request.OutputTokensMax ?? 64, 8192 - words));
    }

    public async IAsyncEnumerable<GenerationEvent> GenerateAsync(IPreparedPrompt prompt, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var asked = (Prepared)prompt;
        var words = $"You said: {asked.Text}".Split(' ').Select((w, i) => i == 0 ? w : " " + w).ToArray();
        var (said, finish, stop) = (0, FinishReason.EndOfText, (string?)null);
        foreach (var word in words)
        {
            if (asked.Request.Stop.FirstOrDefault(s => word.Contains(s, StringComparison.Ordinal)) is { } met)
            {
                (finish, stop) = (FinishReason.StopSequence, met);
                break;
            }

            if (said == asked.OutputTokensMax)
            {
                finish = FinishReason.Length;
                break;
            }

            yield return new GenerationEvent(word, 1);
            said++;
            if (name == "boom")
            {
                throw new InvalidOperationException("The model broke.");
            }

            if (name == "slow")
            {
                await WaitForCancelAsync(cancellationToken);
            }
        }

        yield return new GenerationEvent("", 0)
        {
            Finish = finish,
            StopSequence = stop,
            Usage = new TokenUsage { Input = asked.PromptTokens, Output = said },
            Timings = new GenerationTimings(TimeSpan.Zero, TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(said)),
        };
    }

    private async Task WaitForCancelAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        finally
        {
            host.SlowWasCancelled.TrySetResult();
        }
    }

    private sealed record Prepared(GenerationRequest Request, string Text, int PromptTokens, int OutputTokensMax) : IPreparedPrompt;
}
