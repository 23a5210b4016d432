using Strata.Dialects.Canonical;

namespace Strata.Dialects.OpenAi.Chat;

/// <summary>A message, of a request or an answer, while its members are read.</summary>
internal sealed class ChatMessageDraft
{
    public string? Role { get; set; }

    public List<Block>? Content { get; set; }

    public string? Name { get; set; }

    public string? Refusal { get; set; }

    public string? CallId { get; set; }

    public List<ToolCallBlock> Calls { get; } = [];

    public string? Reasoning { get; set; }

    /// <summary>Reasoning with its seals; where it is there, <see cref="Reasoning"/> repeats its text.</summary>
    public List<ThinkingBlock>? Thinking { get; set; }

    public List<Block> Opaque { get; } = [];

    public List<Carry> Extra { get; } = [];

    /// <summary>Whether something stands in for the content.</summary>
    public bool HasOther => Calls.Count > 0 || Refusal is not null || Opaque.Count > 0 || Extra.Any(e => e.Name is "function_call" or "audio");

    /// <summary>The blocks in the order every dialect has them: reasoning, content, refusal, calls.</summary>
    public ChatMessage Build(MessageRole role, string? word) => new(role, Blocks()) { Name = Name, RoleWord = word, Extra = Extra };

    public List<Block> Blocks()
    {
        var blocks = new List<Block>();
        if (Thinking is { Count: > 0 } thinking)
        {
            blocks.AddRange(thinking);
        }
        else if (Reasoning is { Length: > 0 } reasoning)
        {
            blocks.Add(new ThinkingBlock(reasoning));
        }

        blocks.AddRange(Opaque);
        blocks.AddRange(Content ?? []);
        if (Refusal is { } refusal)
        {
            blocks.Add(new RefusalBlock(refusal));
        }

        blocks.AddRange(Calls);
        return blocks;
    }
}
