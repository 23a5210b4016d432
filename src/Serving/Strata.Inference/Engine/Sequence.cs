using Strata.Inference.Kv;

namespace Strata.Inference.Engine;

/// <summary>
/// A job under way: the tokens it has, and the cache of those that are computed. Prefill, a prefix hit, decoding and
/// the return after a preemption are one thing: computed catches up with what it has.
/// </summary>
internal sealed class Sequence
{
    private readonly int[] tokens;

    public Sequence(EngineJob job, KvSequence kv)
    {
        Job = job;
        Kv = kv;
        CachedTokens = kv.Length;
        tokens = new int[job.TokensMax];
        job.Prompt.CopyTo(tokens, 0);
        Count = job.Prompt.Length;
    }

    public EngineJob Job { get; }

    public KvSequence Kv { get; }

    public int Count { get; private set; }

    public int CachedTokens { get; }

    /// <summary>Tokens that are not computed yet; 1 while it decodes.</summary>
    public int Wanted => Count - Kv.Length;

    /// <summary>Tokens of the step that is being made.</summary>
    public int Scheduled { get; set; }

    /// <summary>Where its output stands among the step's outputs.</summary>
    public int OutputIndex { get; set; }

    public bool Done { get; set; }

    public ReadOnlySpan<int> Tokens => tokens.AsSpan(0, Count);

    public void Append(int token) => tokens[Count++] = token;
}
