namespace Strata.Alerts.Rules;

/// <summary>A rule that was read and checked.</summary>
public sealed record AlertRule
{
    /// <summary>Where a rule of the configuration is from.</summary>
    public const string Configuration = "configuration";

    /// <summary>Where a rule that people edit is from.</summary>
    public const string Database = "database";

    /// <summary>Its name within the project.</summary>
    public required string Id { get; init; }

    /// <summary>The organisation it watches.</summary>
    public required string Organization { get; init; }

    /// <summary>The project it watches; it sees nothing of others.</summary>
    public required string Project { get; init; }

    /// <summary><see cref="Configuration"/> or <see cref="Database"/>.</summary>
    public required string Source { get; init; }

    /// <summary>What it watches.</summary>
    public required RuleKind Kind { get; init; }

    /// <summary>When it is true.</summary>
    public required RuleCondition Condition { get; init; }

    /// <summary>As it was written.</summary>
    public required RuleBody Body { get; init; }

    /// <summary>How bad it is.</summary>
    public string Severity { get; init; } = "warning";

    /// <summary>How long it has to be true before it fires.</summary>
    public TimeSpan For { get; init; }

    /// <summary>After which time a receiver is told again.</summary>
    public TimeSpan Repeat { get; init; } = TimeSpan.FromHours(4);

    /// <summary>The least time between two messages about one group.</summary>
    public TimeSpan GroupEvery { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Who is told.</summary>
    public IReadOnlyList<string> Receivers { get; init; } = [];

    /// <summary>Labels that make a message of their own.</summary>
    public IReadOnlyList<string> Group { get; init; } = [];

    /// <summary>Rules that keep it silent while they fire.</summary>
    public IReadOnlyList<string> InhibitedBy { get; init; } = [];

    /// <summary>Further labels.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Whose it is and which, as one text.</summary>
    public string Key => KeyOf(Organization, Project, Id);

    /// <summary>The key of a rule.</summary>
    public static string KeyOf(string organization, string project, string id) => $"{organization}\n{project}\n{id}";
}
