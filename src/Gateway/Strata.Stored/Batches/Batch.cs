namespace Strata.Stored.Batches;

/// <summary>A batch that a provider works on for a project, and whose row of the ledger waits for its end.</summary>
public sealed record Batch
{
    /// <summary>The provider's id of it.</summary>
    public required string Id { get; init; }

    /// <summary>Whose it is.</summary>
    public required string Project { get; init; }

    /// <summary>The project's organisation.</summary>
    public required string Organization { get; init; }

    /// <summary>Who made it.</summary>
    public required string KeyId { get; init; }

    /// <summary>The user of the key; empty where there is none.</summary>
    public string UserId { get; init; } = "";

    /// <summary>The caller's own customer; empty where not said.</summary>
    public string EndUser { get; init; } = "";

    /// <summary>Labels, one a line.</summary>
    public string Tags { get; init; } = "";

    /// <summary>The labels.</summary>
    public IReadOnlyList<string> TagList => Tags.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Whose form its results have.</summary>
    public BatchForm Form => Endpoint == "/v1/messages" ? BatchForm.Anthropic : BatchForm.OpenAi;

    /// <summary>Who works on it.</summary>
    public required string Provider { get; init; }

    /// <summary>What each request asks for, such as <c>/v1/chat/completions</c>.</summary>
    public required string Endpoint { get; init; }

    /// <summary>When it was made, in milliseconds since 1970.</summary>
    public required long CreatedMs { get; init; }

    /// <summary>The id of its row, given when it was made: however often its end is seen, there is one row.</summary>
    public required string RowId { get; init; }

    /// <summary>The file that its results stand in; null while there is none, or where results have no file.</summary>
    public string? OutputFile { get; init; }

    /// <summary>When its row was written, in milliseconds since 1970; null while it was not.</summary>
    public long? SettledMs { get; init; }
}
