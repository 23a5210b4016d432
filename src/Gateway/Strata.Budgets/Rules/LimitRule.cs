namespace Strata.Budgets.Rules;

/// <summary>One limit: so much of a unit, in a window, on a node or on every node of a kind.</summary>
public sealed record LimitRule
{
    /// <summary>At which percentages an alert is raised unless the rule says otherwise: the last is ten per cent over.</summary>
    public static IReadOnlyList<int> DefaultAlerts { get; } = [50, 80, 100, 110];

    /// <summary>Its name, unique within its source. Shown to callers who are refused.</summary>
    public required string Id { get; init; }

    /// <summary>The one organisation it holds in; null holds in all.</summary>
    public string? Organization { get; init; }

    /// <summary>What it stands on.</summary>
    public required LimitNode Scope { get; init; }

    /// <summary>What it counts.</summary>
    public required LimitUnit Unit { get; init; }

    /// <summary>The most in a window; money in nano-dollars. Zero lets nothing through.</summary>
    public required long Amount { get; init; }

    /// <summary>Over which time; <see cref="LimitUnit.Parallel"/> has none and takes no notice of it.</summary>
    public LimitWindow Window { get; init; } = LimitWindow.Minute;

    /// <summary>What happens when it is reached.</summary>
    public LimitMode Mode { get; init; }

    /// <summary>Per cent of the amount at which an alert is raised, ascending; each once in a window.</summary>
    public IReadOnlyList<int> AlertPercents { get; init; } = DefaultAlerts;

    /// <summary>Whether counts made under <paramref name="other"/> go on under this rule: only the amount, mode or alerts differ.</summary>
    internal bool Continues(LimitRule other) =>
        Id == other.Id && Organization == other.Organization && Scope == other.Scope && Unit == other.Unit && Window == other.Window;
}
