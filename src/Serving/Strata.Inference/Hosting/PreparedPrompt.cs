using Strata.Core.Generation;

namespace Strata.Inference.Hosting;

/// <summary>A checked request as token ids; it runs once.</summary>
internal sealed class PreparedPrompt(int[] tokens, int outputTokensMax, GenerationRequest request) : IPreparedPrompt
{
    private int started;

    public int[] Tokens => tokens;

    public GenerationRequest Request => request;

    public int PromptTokens => tokens.Length;

    public int OutputTokensMax => outputTokensMax;

    /// <summary>True the first time.</summary>
    public bool TryStart() => Interlocked.Exchange(ref started, 1) == 0;
}
