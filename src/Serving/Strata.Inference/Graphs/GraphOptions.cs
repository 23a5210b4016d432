namespace Strata.Inference.Graphs;

/// <summary>How a graph computes, and the largest step it is built for.</summary>
/// <param name="Exact">Whether activations stay f32 before quantised weights.</param>
/// <param name="TokensMax">Tokens of a step.</param>
/// <param name="OutputsMax">Tokens of a step whose logits are wanted.</param>
internal sealed record GraphOptions(bool Exact, int TokensMax, int OutputsMax);
