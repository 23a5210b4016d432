using Strata.Core.Generation;
using Strata.Tokenizers;

namespace Strata.Inference.Engine;

/// <summary>How an answer is made of logits.</summary>
/// <param name="Tokenizer">The model's tokenizer.</param>
/// <param name="Sampling">How tokens are chosen.</param>
/// <param name="Seed">Fixes the draws.</param>
/// <param name="Stop">Texts that end the answer.</param>
internal sealed record GenerationSettings(Tokenizer Tokenizer, Sampling Sampling, ulong Seed, IReadOnlyList<string> Stop);
