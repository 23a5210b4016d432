using Strata.Core.Results;

namespace Strata.Core.Generation;

/// <summary>A loaded language model of this process. Safe for concurrent use; disposing it gives the use back.</summary>
public interface ITextModel : IAsyncDisposable
{
    /// <summary>What it is.</summary>
    ModelDescription Description { get; }

    /// <summary>
    /// Renders and tokenises a request. Problems: <see cref="ProblemCode.ContextLengthExceeded"/> with the counts,
    /// <see cref="ProblemCode.InvalidRequest"/> where the chat template refuses the conversation or a token id is out of range.
    /// </summary>
    Result<IPreparedPrompt> Prepare(GenerationRequest request);

    /// <summary>Generates. Cancelling stops before the next token. Waits in a bounded queue when the engine is busy.</summary>
    /// <exception cref="EngineOverloadedException">The queue is full.</exception>
    IAsyncEnumerable<GenerationEvent> GenerateAsync(IPreparedPrompt prompt, CancellationToken cancellationToken);
}
