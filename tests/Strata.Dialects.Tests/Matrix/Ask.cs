namespace Strata.Dialects.Tests.Matrix;

/// <summary>The facts of a request: what a caller's fixture says, and what a provider's JSON is found to say. Null is not said.</summary>
internal sealed record Ask
{
    public string? Text { get; init; }

    public long? Most { get; init; }

    public double? Temperature { get; init; }

    public string? Stop { get; init; }

    public string? System { get; init; }

    public string? Tool { get; init; }

    /// <summary>The tool's schema, compact.</summary>
    public string? ToolSchema { get; init; }

    /// <summary>The tool that must be called.</summary>
    public string? Forced { get; init; }

    public IReadOnlyList<Call> Calls { get; init; } = [];

    public IReadOnlyList<CallResult> Results { get; init; } = [];

    /// <summary>A picture in base64.</summary>
    public string? Picture { get; init; }

    /// <summary>The schema of the answer, compact.</summary>
    public string? Form { get; init; }

    /// <summary>How much to reason: an effort, a budget, or only that.</summary>
    public string? Reasons { get; init; }

    /// <summary>The seal of reasoning in an earlier turn.</summary>
    public string? Seal { get; init; }

    public bool Caches { get; init; }

    public string? User { get; init; }
}
