namespace Strata.Core.Generation;

/// <summary>A request that was rendered, tokenised and checked against the context, ready to run once.</summary>
public interface IPreparedPrompt
{
    /// <summary>Tokens of the prompt.</summary>
    int PromptTokens { get; }

    /// <summary>The most tokens the answer can have.</summary>
    int OutputTokensMax { get; }
}
