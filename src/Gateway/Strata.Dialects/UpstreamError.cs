namespace Strata.Dialects;

/// <summary>A provider's refusal, read from its error body.</summary>
/// <param name="Code">Its code, or its type; empty where the body says neither.</param>
/// <param name="Message">Its message, bounded; empty where the body says none.</param>
/// <param name="Parameter">The parameter at fault, where named.</param>
public sealed record UpstreamError(string Code, string Message, string? Parameter = null)
{
    /// <summary>Whether the prompt was too long for the model.</summary>
    public bool IsContextLength { get; init; }

    /// <summary>Whether a content policy refused.</summary>
    public bool IsContentPolicy { get; init; }

    /// <summary>Whether the account has no money left, or its quota is spent: waiting does not help.</summary>
    public bool IsQuota { get; init; }
}
