using Strata.Core.Configuration;
using Strata.Routing.Policies;
using Strata.Routing.Providers;

namespace Strata.Routing.Reading;

/// <summary>Reads the five clocks of a provider, and those that a route sets in their place.</summary>
internal static class ClockReader
{
    private static readonly CallClocks Defaults = new();
    private static readonly (TimeSpan, TimeSpan) Range = (TimeSpan.FromMilliseconds(10), TimeSpan.FromDays(1));

    public static CallClocks Read(ConfigReader section)
    {
        var clocks = new CallClocks
        {
            Connect = section.Duration("connect", Defaults.Connect, Range, "To a connection."),
            FirstByte = section.Duration("first_byte", Defaults.FirstByte, Range, "From sending to the first byte of an answer, and the first content of a stream."),
            Idle = section.Duration("idle", Defaults.Idle, Range, "Between two parts of the answer."),
            Rate = ReadRate(section),
            Total = section.Duration("total", Defaults.Total, Range, "The whole call: all attempts and the waits between them."),
        };
        section.Finish();
        return clocks;
    }

    /// <summary>A clock that is not written stays the target's own.</summary>
    public static RouteClocks ReadOverrides(ConfigReader section)
    {
        var read = Read(section);
        return new RouteClocks
        {
            Connect = section.Has("connect") ? read.Connect : null,
            FirstByte = section.Has("first_byte") ? read.FirstByte : null,
            Idle = section.Has("idle") ? read.Idle : null,
            Rate = read.Rate,
            Total = section.Has("total") ? read.Total : null,
        };
    }

    private static MinRate? ReadRate(ConfigReader section)
    {
        var rate = section.Section("min_rate", "The least that a stream must bring.");
        var chars = rate.Decimal("chars_per_second", 0, (0, 1_000_000), "Characters of content a second; 0 asks nothing.");
        var window = rate.Duration("window", TimeSpan.FromSeconds(10), (TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1)), "How long is measured.");
        var after = rate.Flag("after_commit", false, "Whether it also ends streams whose beginning the caller has.");
        rate.Finish();
        return chars > 0 ? new MinRate((double)chars, window, after) : null;
    }
}
