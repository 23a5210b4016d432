using Strata.Core.Usage;

namespace Strata.Stored.Batches;

/// <summary>What the answers of one model in a batch used.</summary>
/// <param name="Model">The model as the provider names it.</param>
/// <param name="Usage">Tokens of all its answers.</param>
/// <param name="Answers">How many there are.</param>
public sealed record BatchUse(string Model, TokenUsage Usage, int Answers);
