namespace Strata.Guard;

/// <summary>Which text of a conversation is looked at; combined as flags in a rule.</summary>
[Flags]
public enum GuardDirection
{
    /// <summary>None: the rule is off.</summary>
    None = 0,

    /// <summary>What the caller sends: messages, system text, tool results.</summary>
    Input = 1,

    /// <summary>What the model answers, streamed or whole, from a cache too.</summary>
    Output = 2,

    /// <summary>The arguments of the model's tool calls: JSON, perhaps in pieces.</summary>
    ToolCall = 4,

    /// <summary>All three.</summary>
    All = Input | Output | ToolCall,
}
