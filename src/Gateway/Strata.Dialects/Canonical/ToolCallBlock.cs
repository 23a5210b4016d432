namespace Strata.Dialects.Canonical;

/// <summary>The model calls a tool.</summary>
/// <param name="Id">The call's id; made by us where the dialect has none, and then stable within the answer.</param>
/// <param name="Name">The tool.</param>
/// <param name="Arguments">The arguments as the model wrote them: usually a JSON object, but not checked (a broken one is history too).</param>
public sealed record ToolCallBlock(string Id, string Name, string Arguments) : Block
{
    /// <summary>Whether this is a free-text custom tool, whose input is not JSON.</summary>
    public bool IsCustom { get; init; }

    /// <summary>The opaque signature that a provider wants back with the call (Gemini's <c>thoughtSignature</c>).</summary>
    public string? Signature { get; init; }
}
