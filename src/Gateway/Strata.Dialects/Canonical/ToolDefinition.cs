namespace Strata.Dialects.Canonical;

/// <summary>A tool the model may call.</summary>
/// <param name="Name">Its name.</param>
public sealed record ToolDefinition(string Name)
{
    /// <summary>What it does.</summary>
    public string? Description { get; init; }

    /// <summary>The JSON schema of its arguments, raw and whole (<c>additionalProperties</c> included); empty where none was given.</summary>
    public ReadOnlyMemory<byte> Schema { get; init; }

    /// <summary>Whether arguments must follow the schema exactly; null where not said.</summary>
    public bool? Strict { get; init; }

    /// <summary>
    /// For what is not a function (web search, code execution, custom tools): the dialect that defined it, and then
    /// <see cref="Raw"/> is the whole definition. Such a tool goes only to that dialect; elsewhere it is refused by its name.
    /// </summary>
    public string Dialect { get; init; } = "";

    /// <summary>The whole definition of a tool that is not a function.</summary>
    public ReadOnlyMemory<byte> Raw { get; init; }

    /// <summary>The cache mark, raw JSON.</summary>
    public ReadOnlyMemory<byte> CacheControl { get; init; }

    /// <summary>Members of the source dialect that have no place here.</summary>
    public IReadOnlyList<Carry> Extra { get; init; } = [];
}
