using Strata.Numerics.Vectors;

namespace Strata.Inference.Specs;

/// <summary>What sets one family of the decoder graph apart from the next. Biases and per-head norms need no word: their tensors are there or not.</summary>
/// <param name="Name">The file's <c>general.architecture</c>.</param>
/// <param name="Rope">Which numbers are turned together.</param>
internal sealed record Architecture(string Name, RopeStyle Rope);
