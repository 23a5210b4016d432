using Strata.Core.Generation;

namespace Strata.Gateway.Exchanges;

/// <summary>A use of a model of this process, with a prompt ready to run.</summary>
/// <param name="Model">The model.</param>
/// <param name="Prompt">The prompt.</param>
/// <param name="Owns">Whether the use ends with the exchange; else with the call that opened it.</param>
/// <param name="CommitsAtOnce">Whether a stream begins before its first token: no other target could answer anyway.</param>
/// <param name="CallScope">What makes the ids of its calls its own; null where no tools were offered.</param>
internal sealed record LocalUse(ITextModel Model, IPreparedPrompt Prompt, bool Owns, bool CommitsAtOnce, string? CallScope) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Owns ? Model.DisposeAsync() : ValueTask.CompletedTask;
}
