namespace Strata.Alerts.Silences;

/// <summary>For a while nobody is told of the alerts whose labels pass all of its matchers. They fire nevertheless and are in the history.</summary>
public sealed record Silence
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Whose.</summary>
    public required string Organization { get; init; }

    /// <summary>The project it holds in.</summary>
    public required string Project { get; init; }

    /// <summary>All of them have to pass.</summary>
    public required IReadOnlyList<LabelMatcher> Matchers { get; init; }

    /// <summary>From when.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>Until when.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>Why.</summary>
    public string Comment { get; init; } = "";

    /// <summary>Who made it.</summary>
    public string By { get; init; } = "";

    /// <summary>Whether it covers an alert now.</summary>
    public bool Covers(IReadOnlyDictionary<string, string> labels, DateTimeOffset now) => now >= From && now < Until && Matchers.All(m => m.Passes(labels));
}
