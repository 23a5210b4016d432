using Strata.Core.Results;

namespace Strata.Core.Generation;

/// <summary>A loaded model that makes vectors of texts. Safe for concurrent use.</summary>
public interface IEmbeddingModel
{
    /// <summary>Numbers of a vector.</summary>
    int Width { get; }

    /// <summary>The vector of a text, of length 1, and the tokens it took. <see cref="ProblemCode.ContextLengthExceeded"/> where the text is too long.</summary>
    ValueTask<Result<(float[] Vector, int Tokens)>> EmbedAsync(string text, CancellationToken cancellationToken);
}
