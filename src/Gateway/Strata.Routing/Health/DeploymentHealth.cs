using Strata.Core.Configuration;

namespace Strata.Routing.Health;

/// <summary>What was learnt of one deployment. It outlives reloads of the configuration; all of it may be read without a lock.</summary>
internal sealed class DeploymentHealth(string name, ProviderHealth provider, Live<BreakerPolicy> policy, Dice dice)
{
    private const double Memory = 0.95;
    private int inFlight;
    private long waiting;
    private PrefixMemory? prefixes;
    private double cachedShare;
    private double outputTokens;

    public string Name { get; } = name;

    public ProviderHealth Provider { get; } = provider;

    public Breaker Breaker { get; } = new(policy, dice);

    public LatencyTrack Latency { get; } = new();

    /// <summary>The ways to it under the configuration in force, for people.</summary>
    public Lane[] Lanes { get; set; } = [];

    public int InFlight => Volatile.Read(ref inFlight);

    /// <summary>The share of prompt tokens that its cache answered lately.</summary>
    public double CachedShare => Volatile.Read(ref cachedShare);

    /// <summary>Tokens of an answer lately; 0 while none is known.</summary>
    public double OutputTokens => Volatile.Read(ref outputTokens);

    /// <summary>Prompt tokens of calls that wait for their first content.</summary>
    public long WaitingTokens => Volatile.Read(ref waiting);

    /// <summary>The beginnings of prompts that it was sent; made when first asked for, as few routes go by them.</summary>
    public PrefixMemory Prefixes => prefixes ?? Interlocked.CompareExchange(ref prefixes, new PrefixMemory(), null) ?? prefixes;

    /// <summary>A prompt begins to wait, or with less than zero tokens ends it.</summary>
    public void Wait(long tokens) => Interlocked.Add(ref waiting, tokens);

    public void Enter()
    {
        Interlocked.Increment(ref inFlight);
        Provider.Enter();
    }

    public void Leave()
    {
        Interlocked.Decrement(ref inFlight);
        Provider.Leave();
    }

    /// <summary>Mixes a call's tokens in. Two calls in the same moment may lose one of them: it is a mean, not a bill.</summary>
    public void Used(in AttemptReport report)
    {
        if (report.PromptTokens > 0)
        {
            Volatile.Write(ref cachedShare, (cachedShare * Memory) + ((1 - Memory) * report.CachedTokens / report.PromptTokens));
        }

        if (report.OutputTokens > 0)
        {
            var known = outputTokens;
            Volatile.Write(ref outputTokens, known == 0 ? report.OutputTokens : (known * Memory) + ((1 - Memory) * report.OutputTokens));
        }
    }
}
