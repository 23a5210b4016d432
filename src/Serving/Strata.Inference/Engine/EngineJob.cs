namespace Strata.Inference.Engine;

/// <summary>
/// Work for the engine: tokens to compute, and what becomes of the results. The engine's thread calls everything but
/// <see cref="Abandon"/>, which whoever waits for the job calls when it no longer does.
/// </summary>
internal abstract class EngineJob(int[] prompt, int tokensMax, JobClock clock)
{
    private volatile bool abandoned;

    public int[] Prompt => prompt;

    /// <summary>Prompt and answer together.</summary>
    public int TokensMax => tokensMax;

    public JobClock Clock => clock;

    public bool Abandoned => abandoned;

    /// <summary>Whether the hidden state of every prompt token is wanted, instead of the logits after the last one.</summary>
    public abstract bool WantsHidden { get; }

    public void Abandon() => abandoned = true;

    /// <summary>Takes the logits after the last token.</summary>
    /// <param name="logits">One per token of the vocabulary; valid during the call.</param>
    /// <param name="context">The sequence as it stands.</param>
    /// <returns>The next token, or null when the job is done.</returns>
    public abstract int? TakeLogits(ReadOnlySpan<float> logits, in SequenceView context);

    /// <summary>Takes the hidden state of the next prompt token; <paramref name="last"/> ends the job.</summary>
    public abstract void TakeHidden(ReadOnlySpan<float> hidden, bool last);

    /// <summary>The cache was taken away; the hidden states come again from the first.</summary>
    public abstract void Restart();

    /// <summary>Ends the job with a failure.</summary>
    public abstract void Fail(Exception exception);
}
