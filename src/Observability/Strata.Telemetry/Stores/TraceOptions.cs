using Strata.Core.Configuration;

namespace Strata.Telemetry.Stores;

/// <summary>Where traces are kept, and how long: <c>telemetry.traces</c>. Retention takes effect at once, the rest at the next start.</summary>
public sealed record TraceOptions
{
    private static readonly TimeSpan LongestKept = TimeSpan.FromDays(36_500);

    /// <summary>How long spans are kept, in whole days; zero keeps them for good.</summary>
    public TimeSpan Retention { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Projects that keep theirs for another time, by their id.</summary>
    public IReadOnlyDictionary<string, TimeSpan> Projects { get; init; } = new Dictionary<string, TimeSpan>();

    /// <summary>Where.</summary>
    public TracePlace Place { get; init; }

    /// <summary>How often replicas exchange spans.</summary>
    public TimeSpan SyncEvery { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Bytes of shared segments on this machine's disk.</summary>
    public long CacheBytesMax { get; init; } = 8L << 30;

    /// <summary>Bytes of spans that wait while PostgreSQL is away.</summary>
    public long AwayBytesMax { get; init; } = 256L << 20;

    /// <summary>Days that a project's spans are kept; 0 keeps them for good.</summary>
    public int DaysOf(string project) => Days(Projects.TryGetValue(project, out var own) ? own : Retention);

    internal static TraceOptions Read(ConfigReader section)
    {
        var fallback = new TraceOptions();
        var options = new TraceOptions
        {
            Retention = Kept(section, fallback.Retention, "How long traces are kept, in whole days; 0s keeps them for good."),
            Projects = section.Map("projects", "Projects that keep their traces for another time, by their id.", p =>
            {
                var own = Kept(p, fallback.Retention, "How long this project's traces are kept.");
                p.Finish();
                return own;
            }),
        };
        options = options with
        {
            Place = section.Choice("place", fallback.Place, "Where traces are kept: auto shares them over replicas where storage.postgres is set, folder keeps each replica's own in its data folder."),
            SyncEvery = section.Duration("sync_every", fallback.SyncEvery, (TimeSpan.FromMilliseconds(50), TimeSpan.FromMinutes(1)), "With PostgreSQL: how often replicas hand over and fetch traces."),
            CacheBytesMax = section.Integer("cache_bytes_max", fallback.CacheBytesMax, (1 << 24, 1L << 44), "With PostgreSQL: bytes of older traces on this machine's disk; what was not read for longest leaves it."),
            AwayBytesMax = section.Integer("away_bytes_max", fallback.AwayBytesMax, (1 << 20, 16L << 30), "With PostgreSQL: bytes of new traces that wait in memory and log while it is away; further ones are refused."),
        };
        section.Finish();
        return options;
    }

    private static TimeSpan Kept(ConfigReader section, TimeSpan fallback, string doc)
    {
        var kept = section.Duration("retention", fallback, (TimeSpan.Zero, LongestKept), doc);
        if (kept.Ticks % TimeSpan.TicksPerDay != 0)
        {
            section.Reject("retention", "is not a number of whole days: traces are dropped day by day.", "Write for instance 7d.");
        }

        return kept;
    }

    private static int Days(TimeSpan kept) => (int)(kept.Ticks / TimeSpan.TicksPerDay);
}
