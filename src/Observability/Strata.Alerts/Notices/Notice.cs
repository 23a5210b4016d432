namespace Strata.Alerts.Notices;

/// <summary>A message to one receiver about one group, in no receiver's shape yet.</summary>
public sealed record Notice
{
    /// <summary>The group: the same for all messages about it.</summary>
    public required string GroupKey { get; init; }

    /// <summary>The receiver's name.</summary>
    public required string Receiver { get; init; }

    /// <summary>The labels that make the group.</summary>
    public required IReadOnlyDictionary<string, string> GroupLabels { get; init; }

    /// <summary>Its alerts: all that fire, and those that are over since the last message.</summary>
    public required IReadOnlyList<NoticeAlert> Alerts { get; init; }

    /// <summary>Alerts that had no room.</summary>
    public int Truncated { get; init; }

    /// <summary>Where the console shows it; empty where that is not known.</summary>
    public string ExternalUrl { get; init; } = "";

    /// <summary>Whether nothing of the group fires any more.</summary>
    public bool IsResolved => Alerts.All(a => a.IsResolved);

    /// <summary>The worst severity within it.</summary>
    public string Severity => Rules.RuleWords.Severities.FirstOrDefault(s => Alerts.Any(a => a.Labels.GetValueOrDefault("severity") == s)) ?? "warning";

    /// <summary>One line for people.</summary>
    public string Title
    {
        get
        {
            var first = Alerts.FirstOrDefault(a => !a.IsResolved) ?? Alerts[0];
            var name = first.Labels.GetValueOrDefault("alertname", "alert");
            var firing = Alerts.Count(a => !a.IsResolved);
            return IsResolved ? $"[RESOLVED] {name}" : firing == 1 ? $"[FIRING] {name}" : $"[FIRING:{firing}] {name}";
        }
    }
}
