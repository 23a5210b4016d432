namespace Strata.Core.Generation;

/// <summary>What is known of a model on this machine.</summary>
public sealed record ModelDescription
{
    /// <summary>The name it is asked by.</summary>
    public required string Name { get; init; }

    /// <summary>Its architecture, for instance <c>llama</c>; empty while unknown.</summary>
    public string Architecture { get; init; } = "";

    /// <summary>Its weights' format, for instance <c>Q4_1</c>.</summary>
    public string Quantization { get; init; } = "";

    /// <summary>Number of weights.</summary>
    public long Parameters { get; init; }

    /// <summary>Bytes of the file or files.</summary>
    public long SizeBytes { get; init; }

    /// <summary>Tokens of context, prompt and answer together.</summary>
    public int ContextLength { get; init; }

    /// <summary>The first file.</summary>
    public string Path { get; init; } = "";

    /// <summary>Whether it is in memory now.</summary>
    public bool Loaded { get; init; }

    /// <summary>Whether its chat template has a place for tools.</summary>
    public bool TakesTools { get; init; }

    /// <summary>Whether its chat template has a place for the schema of an answer.</summary>
    public bool TakesSchema { get; init; }

    /// <summary>Whether it was made for embeddings rather than for text.</summary>
    public bool IsEmbedder { get; init; }

    /// <summary>Whether it came with this program: a demonstration, not what somebody chose.</summary>
    public bool IsBuiltIn { get; init; }

    /// <summary>When it came to this machine.</summary>
    public DateTimeOffset AddedAt { get; init; }

    /// <summary>Licence, as stated by the file or the source; empty when not stated.</summary>
    public string License { get; init; } = "";
}
