namespace Strata.Dialects.Ollama;

/// <summary>A model as Ollama's clients see it. What is unknown is null and left out.</summary>
/// <param name="Name">Its name.</param>
public sealed record OllamaModel(string Name)
{
    /// <summary>When it was last changed.</summary>
    public DateTimeOffset? ModifiedAt { get; init; }

    /// <summary>The hash of its file, in hexadecimal.</summary>
    public string? Digest { get; init; }

    /// <summary>The size of its file.</summary>
    public long? Bytes { get; init; }

    /// <summary>How much of it is in the accelerator's memory, where it is loaded.</summary>
    public long? AcceleratorBytes { get; init; }

    /// <summary>When it will leave memory, where it is loaded.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Its file's format, for instance <c>gguf</c>.</summary>
    public string? Format { get; init; }

    /// <summary>Its architecture, for instance <c>llama</c>.</summary>
    public string? Family { get; init; }

    /// <summary>How many parameters, for instance <c>8.0B</c>.</summary>
    public string? ParameterSize { get; init; }

    /// <summary>For instance <c>Q4_K_M</c>.</summary>
    public string? Quantization { get; init; }

    /// <summary>What it reads at most.</summary>
    public long? ContextTokens { get; init; }

    /// <summary>The length of its vectors.</summary>
    public int? EmbeddingDimensions { get; init; }

    /// <summary>Its chat template, as text.</summary>
    public string? Template { get; init; }

    /// <summary>Its licence, as text.</summary>
    public string? License { get; init; }

    /// <summary>What it can do: <c>completion</c>, <c>tools</c>, <c>vision</c>, <c>thinking</c>, <c>embedding</c>, <c>insert</c>.</summary>
    public IReadOnlyList<string> Capabilities { get; init; } = [];
}
