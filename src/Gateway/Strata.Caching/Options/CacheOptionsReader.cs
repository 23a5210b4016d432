using Strata.Core.Configuration;

namespace Strata.Caching.Options;

/// <summary>Reads the section <c>cache</c>.</summary>
public static class CacheOptionsReader
{
    private static readonly CachePolicy Policy = new();
    private static readonly CacheOptions Defaults = new();

    /// <summary>Reads the options; findings go to the section's session.</summary>
    public static CacheOptions Read(ConfigReader section)
    {
        ArgumentNullException.ThrowIfNull(section);
        var options = new CacheOptions
        {
            Policies = section.Map("policies", "Policies by the name that routes use; 'default' holds where a route names none.", ReadPolicy),
            MemoryBytes = section.Integer("memory_bytes", Defaults.MemoryBytes, (0, 1L << 40), "The most bytes of answers in memory."),
            DatabaseBytes = section.Integer("database_bytes", Defaults.DatabaseBytes, (0, 1L << 44), "About the most bytes of answers in the database; 0 keeps them in memory alone."),
            DatabaseWait = section.Duration("database_wait", Defaults.DatabaseWait, (TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(10)), "How long a request that memory does not answer waits for the database."),
            SemanticEntries = (int)section.Integer("semantic_entries", Defaults.SemanticEntries, (0, 1_000_000), "The most questions kept by meaning."),
        };
        section.Finish();
        return options;
    }

    private static CachePolicy ReadPolicy(ConfigReader item) => new()
    {
        Exact = item.Flag("exact", Policy.Exact, "Whether exact repetitions are answered."),
        Semantic = item.Flag("semantic", Policy.Semantic, "Whether questions of the same meaning are answered."),
        Ttl = item.Duration("ttl", Policy.Ttl, (TimeSpan.FromSeconds(1), TimeSpan.FromDays(365)), "How long an answer is good for."),
        PerKey = item.Flag("per_key", Policy.PerKey, "Whether each key has answers of its own, not only each project."),
        WithTools = item.Flag("with_tools", Policy.WithTools, "Whether requests that offer tools take part."),
        ReplayTiming = item.Flag("replay_timing", Policy.ReplayTiming, "Whether a stream is replayed with its own pauses."),
        AnswerBytesMax = (int)item.Integer("answer_bytes_max", Policy.AnswerBytesMax, (1 << 10, 1 << 30), "The largest answer that is kept."),
        SingleFlight = item.Flag("single_flight", Policy.SingleFlight, "Whether identical requests at the same time wait for the first one's answer."),
        StaleFor = item.Duration("stale_for", Policy.StaleFor, (TimeSpan.Zero, TimeSpan.FromDays(365)), "How long an expired answer may stand in while every target is down."),
    };
}
