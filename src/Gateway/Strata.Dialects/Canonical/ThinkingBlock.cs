namespace Strata.Dialects.Canonical;

/// <summary>Reasoning, open or sealed. What is sealed goes back verbatim to the dialect that made it, and is left out with a note elsewhere.</summary>
/// <param name="Text">The readable reasoning or its summary; empty where only the sealed form exists.</param>
public sealed record ThinkingBlock(string Text) : Block
{
    /// <summary>The dialect whose seal it bears: <c>anthropic</c>, <c>openai.responses</c>, <c>gemini</c>; empty for open reasoning.</summary>
    public string Origin { get; init; } = "";

    /// <summary>The signature of readable reasoning (Anthropic's <c>signature</c>, Gemini's <c>thoughtSignature</c>).</summary>
    public string? Signature { get; init; }

    /// <summary>The sealed reasoning (Anthropic's <c>redacted_thinking.data</c>, Responses' <c>encrypted_content</c>).</summary>
    public string? Sealed { get; init; }

    /// <summary>The item's id in dialects that name reasoning items.</summary>
    public string? Id { get; init; }
}
