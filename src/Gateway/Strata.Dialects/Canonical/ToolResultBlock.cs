namespace Strata.Dialects.Canonical;

/// <summary>What a tool gave back.</summary>
/// <param name="CallId">The call it answers.</param>
/// <param name="Content">Text, pictures, documents.</param>
public sealed record ToolResultBlock(string CallId, IReadOnlyList<Block> Content) : Block
{
    /// <summary>The tool's name, where the dialect says it.</summary>
    public string? Name { get; init; }

    /// <summary>Whether the tool failed. A dialect without the mark gets it in words, so that the model can tell.</summary>
    public bool IsError { get; init; }
}
