using Strata.Core.Configuration;

namespace Strata.Telemetry.Stores;

/// <summary>How long traces are kept: <c>telemetry.traces</c>.</summary>
public sealed record TraceOptions
{
    private static readonly TimeSpan LongestKept = TimeSpan.FromDays(36_500);

    /// <summary>How long spans are kept, in whole days; zero keeps them for good.</summary>
    public TimeSpan Retention { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Projects that keep theirs for another time, by their id.</summary>
    public IReadOnlyDictionary<string, TimeSpan> Projects { get; init; } = new Dictionary<string, TimeSpan>();

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
