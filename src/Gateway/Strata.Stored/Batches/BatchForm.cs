namespace Strata.Stored.Batches;

/// <summary>Whose batches: how one is told of, and what its results look like.</summary>
public enum BatchForm
{
    /// <summary>OpenAI's <c>/v1/batches</c>: a file in, files out.</summary>
    OpenAi,

    /// <summary>Anthropic's <c>/v1/messages/batches</c>: requests in, results under the batch.</summary>
    Anthropic,
}
