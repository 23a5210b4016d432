namespace Strata.Console.Tracing;

/// <summary>What a part of a message is.</summary>
public enum ChatPartKind
{
    /// <summary>What was said.</summary>
    Text,

    /// <summary>What the model thought.</summary>
    Reasoning,

    /// <summary>A tool is asked.</summary>
    ToolCall,

    /// <summary>What a tool answered.</summary>
    ToolResult,

    /// <summary>A picture.</summary>
    Image,

    /// <summary>Anything else, as it was sent.</summary>
    Other,
}
