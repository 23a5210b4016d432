namespace Strata.Dialects.Wire;

/// <summary>What the address of a request says beside its body.</summary>
/// <param name="Model">The model in the path, where the dialect has it there (Gemini, Bedrock, Azure); null else.</param>
/// <param name="Stream">Whether the path asks for a stream; null where the body decides.</param>
public readonly record struct RequestTarget(string? Model = null, bool? Stream = null);
