namespace Strata.Alerts.Rules;

/// <summary>A rule as it is written: in <c>strata.yaml</c>, in a request, in the database. <see cref="RuleReader"/> makes a rule of it.</summary>
public sealed record RuleBody
{
    /// <summary><c>threshold</c>, <c>absence</c>, <c>burn_rate</c>, <c>budget</c> or <c>runaway</c>.</summary>
    public string? Kind { get; init; }

    /// <summary>One sentence for people: what it means when it fires.</summary>
    public string? Summary { get; init; }

    /// <summary>Where to read what to do.</summary>
    public string? Runbook { get; init; }

    /// <summary><c>critical</c>, <c>warning</c> (the default) or <c>info</c>.</summary>
    public string? Severity { get; init; }

    /// <summary>Further labels of its alerts.</summary>
    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    /// <summary>The receivers that are told, by name.</summary>
    public IReadOnlyList<string>? Receivers { get; init; }

    /// <summary>How long it has to be true before it fires; at once when absent.</summary>
    public string? For { get; init; }

    /// <summary>After which time a receiver is told again while it fires; <c>4h</c> when absent.</summary>
    public string? Repeat { get; init; }

    /// <summary>The least time between two messages about one group; <c>1m</c> when absent. The first is sent at once.</summary>
    public string? GroupEvery { get; init; }

    /// <summary>Labels whose values make a message of their own; one message for the whole rule when absent.</summary>
    public IReadOnlyList<string>? Group { get; init; }

    /// <summary>Rules that keep this one silent while they fire.</summary>
    public IReadOnlyList<string>? InhibitedBy { get; init; }

    /// <summary>Whether it is off.</summary>
    public bool Disabled { get; init; }

    /// <summary>Which spans, in the filter language of traces; all when absent.</summary>
    public string? Filter { get; init; }

    /// <summary>The figure of a threshold over traces, for instance <c>error_rate</c> or <c>latency_p95</c>.</summary>
    public string? Measure { get; init; }

    /// <summary>An expression over metrics instead of a filter, for instance <c>sum(rate(http_errors_total[5m]))</c>.</summary>
    public string? Metric { get; init; }

    /// <summary>Fields of traces to group by, two at most: one alert for each group.</summary>
    public IReadOnlyList<string>? GroupBy { get; init; }

    /// <summary>The time that is looked at, <c>5m</c> when absent.</summary>
    public string? Window { get; init; }

    /// <summary><c>&gt;</c> (the default), <c>&gt;=</c>, <c>&lt;</c> or <c>&lt;=</c>.</summary>
    public string? Op { get; init; }

    /// <summary>What the figure is compared with; seconds, dollars, shares from 0 to 1.</summary>
    public double? Value { get; init; }

    /// <summary>Fewer spans, or fewer events of an objective, say nothing.</summary>
    public long? Min { get; init; }

    /// <summary>How long a group that went away is missed; twelve windows when absent.</summary>
    public string? Remember { get; init; }

    /// <summary>The share of good events that is promised, for instance 0.999.</summary>
    public double? Objective { get; init; }

    /// <summary>With it an objective of latency: a span that takes longer is bad.</summary>
    public string? Latency { get; init; }

    /// <summary>Pairs of windows; the usual three for thirty days when absent.</summary>
    public IReadOnlyList<BurnWindowBody>? Windows { get; init; }

    /// <summary>The limit that is watched; every one that concerns the project when absent.</summary>
    public string? Limit { get; init; }

    /// <summary>Per cent of the limit; 80, 100 and 110 when absent.</summary>
    public IReadOnlyList<int>? Percents { get; init; }

    /// <summary>Whether a budget of the calendar also alerts when it will not last at the present pace.</summary>
    public bool? Forecast { get; init; }

    /// <summary>Who may run away: <c>key</c> (the default), <c>agent</c> or <c>session</c>.</summary>
    public string? By { get; init; }

    /// <summary>Dollars in the window from which a rise counts.</summary>
    public double? Dollars { get; init; }

    /// <summary>How many times the usual spending of a window is a rise; 3 when absent.</summary>
    public double? Factor { get; init; }

    /// <summary>How often the same prompt in the window is a loop.</summary>
    public int? Repeats { get; init; }

    /// <summary>What is done to the key: <c>none</c> (the default), <c>suspend</c> or <c>cut</c>.</summary>
    public string? Action { get; init; }

    /// <summary>Requests a minute that are left by <c>cut</c>; 1 when absent.</summary>
    public long? CutTo { get; init; }
}
