namespace Strata.Core.Generation;

/// <summary>One message of a conversation.</summary>
/// <param name="Role">The role as the caller gave it: <c>system</c>, <c>developer</c>, <c>user</c>, <c>assistant</c> or <c>tool</c>.</param>
/// <param name="Content">Its text. It can never become a control token.</param>
public sealed record PromptMessage(string Role, string Content)
{
    /// <summary>The author's name, where given.</summary>
    public string? Name { get; init; }

    /// <summary>The tools this turn of the assistant called.</summary>
    public IReadOnlyList<PromptToolCall> ToolCalls { get; init; } = [];

    /// <summary>The call that a turn of role <c>tool</c> answers.</summary>
    public string? ToolCallId { get; init; }
}
