using Strata.Alerts.Rules;

namespace Strata.Alerts.States;

/// <summary>
/// Moves a rule's alerts by what its signal read. Plain arithmetic over records: pending once true, firing when true for as long as the
/// rule asks, resolved once false. What was pending and is false is forgotten.
/// </summary>
public static class StateMachine
{
    /// <summary>Alerts of one rule at most; readings beyond it are left out.</summary>
    public const int InstancesMax = 500;

    /// <summary>The next state of a rule's alerts.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="known">Its alerts as they stand.</param>
    /// <param name="readings">What its signal read; labels without a reading are false.</param>
    /// <param name="now">When.</param>
    /// <returns>What changed: the alert before (null for a new one) and after (null for a forgotten one).</returns>
    public static IReadOnlyList<(AlertInstance? Before, AlertInstance? After)> Step(
        AlertRule rule, IReadOnlyDictionary<string, AlertInstance> known, IReadOnlyList<Reading> readings, DateTimeOffset now)
    {
        var changes = new List<(AlertInstance?, AlertInstance?)>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var reading in readings.Where(r => r.IsTrue).Take(InstancesMax))
        {
            var labels = LabelsOf(rule, reading);
            var fingerprint = Fingerprint.Of(rule.Key, labels);
            if (!seen.Add(fingerprint))
            {
                continue;
            }

            known.TryGetValue(fingerprint, out var before);
            var after = True(rule, before, (fingerprint, labels), reading, now);
            if (before is null || IsOther(before, after))
            {
                changes.Add((before, after));
            }
        }

        foreach (var (fingerprint, before) in known)
        {
            if (!seen.Contains(fingerprint) && before.Phase != AlertPhase.Resolved)
            {
                changes.Add((before, before.Phase == AlertPhase.Firing ? before with { Phase = AlertPhase.Resolved, ResolvedAt = now } : null));
            }
        }

        return changes;
    }

    /// <summary>The labels of an alert: the rule's, the signal's, its name and severity.</summary>
    public static IReadOnlyDictionary<string, string> LabelsOf(AlertRule rule, Reading reading)
    {
        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in rule.Labels.Concat(reading.Labels))
        {
            labels[name] = value;
        }

        labels["alertname"] = rule.Id;
        labels["project"] = rule.Project;
        labels["severity"] = reading.Severity ?? rule.Severity;
        return labels;
    }

    private static AlertInstance True(AlertRule rule, AlertInstance? before, (string Fingerprint, IReadOnlyDictionary<string, string> Labels) who, Reading reading, DateTimeOffset now)
    {
        var since = before is null or { Phase: AlertPhase.Resolved } ? now : before.Since;
        var fires = before is { Phase: AlertPhase.Firing } || now - since >= rule.For;
        return new AlertInstance
        {
            Rule = rule.Key,
            Fingerprint = who.Fingerprint,
            Labels = who.Labels,
            Phase = fires ? AlertPhase.Firing : AlertPhase.Pending,
            Since = since,
            FiredAt = !fires ? null : before is { Phase: AlertPhase.Firing } ? before.FiredAt : now,
            Value = reading.Value,
            Text = reading.Text,
        };
    }

    /// <summary>Whether a change is worth writing: a figure that moves is not, unless its severity does.</summary>
    private static bool IsOther(AlertInstance before, AlertInstance after) =>
        before.Phase != after.Phase || before.Labels["severity"] != after.Labels["severity"];
}
