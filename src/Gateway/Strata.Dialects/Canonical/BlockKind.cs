namespace Strata.Dialects.Canonical;

/// <summary>What a streamed block is.</summary>
public enum BlockKind
{
    /// <summary>Text.</summary>
    Text,

    /// <summary>Reasoning.</summary>
    Thinking,

    /// <summary>A call of a tool.</summary>
    ToolCall,

    /// <summary>A refusal in words.</summary>
    Refusal,

    /// <summary>A picture.</summary>
    Image,

    /// <summary>Sound.</summary>
    Audio,

    /// <summary>A block that only its dialect knows, whole in its opening event.</summary>
    Opaque,
}
