using Strata.Alerts.Rules;
using Strata.Alerts.States;

namespace Strata.Alerts.Notices;

/// <summary>
/// Decides what a receiver is told of a rule's alerts. The first alert of a group is told at once; further changes not more often than the
/// rule allows; the same again after its repeat time; an end once. What is silenced or inhibited is not told, nor its end.
/// </summary>
public static class GroupPlan
{
    /// <summary>Alerts of one message.</summary>
    public const int AlertsMax = 100;

    /// <summary>What is to be sent now, and what is remembered of it.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="receiver">The receiver's name, and whether it hears of ends.</param>
    /// <param name="alerts">All alerts of the rule that fire or are over.</param>
    /// <param name="isQuiet">Whether an alert is silenced or inhibited.</param>
    /// <param name="records">What it was told last, by group.</param>
    /// <param name="now">When.</param>
    public static IEnumerable<(GroupRecord Record, Notice? Notice)> Next(
        AlertRule rule, (string Name, bool SendsResolved) receiver, IReadOnlyList<AlertInstance> alerts, Func<AlertInstance, bool> isQuiet, IReadOnlyDictionary<string, GroupRecord> records, DateTimeOffset now)
    {
        var groups = alerts.GroupBy(a => KeyOf(rule, a)).ToDictionary(g => g.Key, g => g.ToList(), StringComparer.Ordinal);
        foreach (var key in groups.Keys.Union(records.Keys, StringComparer.Ordinal))
        {
            var members = groups.GetValueOrDefault(key) ?? [];
            var record = records.GetValueOrDefault(key);
            var told = record?.Told ?? [];
            var firing = members.Where(a => a.Phase == AlertPhase.Firing && !isQuiet(a)).ToList();
            var gone = told.Where(f => firing.All(a => a.Fingerprint != f)).ToList();
            var over = members.Where(a => a.Phase == AlertPhase.Resolved && gone.Contains(a.Fingerprint) && !isQuiet(a)).ToList();
            var isNew = firing.Any(a => !told.Contains(a.Fingerprint));
            var mayTell = record is null || told.Count == 0 || now - record.SentAt >= rule.GroupEvery;
            var repeats = firing.Count > 0 && record is not null && now - record.SentAt >= rule.Repeat;
            if (((isNew || over.Count > 0) && mayTell) || repeats)
            {
                var next = new GroupRecord(rule.Key, receiver.Name, key, now, [.. firing.Select(a => a.Fingerprint)]);
                var says = firing.Concat(receiver.SendsResolved ? over : []).ToList();
                yield return (next, says.Count == 0 ? null : NoticeOf(rule, receiver.Name, key, says));
            }
            else if (gone.Count > over.Count && record is not null)
            {
                // silenced meanwhile, or its rule changed: it is no longer among what was told, and nobody hears of its end
                yield return (record with { Told = [.. told.Where(f => firing.Any(a => a.Fingerprint == f) || over.Any(a => a.Fingerprint == f))] }, null);
            }
        }
    }

    private static Notice NoticeOf(AlertRule rule, string receiver, string group, List<AlertInstance> alerts)
    {
        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["alertname"] = rule.Id, ["project"] = rule.Project };
        foreach (var name in rule.Group)
        {
            labels[name] = alerts[0].Labels.GetValueOrDefault(name, "");
        }

        return new Notice
        {
            GroupKey = $"{rule.Organization}/{rule.Project}/{rule.Id}{(group.Length > 0 ? ":" + group : "")}",
            Receiver = receiver,
            GroupLabels = labels,
            Alerts = [.. alerts.Take(AlertsMax).Select(a => AlertOf(rule, a))],
            Truncated = Math.Max(0, alerts.Count - AlertsMax),
        };
    }

    private static NoticeAlert AlertOf(AlertRule rule, AlertInstance alert)
    {
        var annotations = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["summary"] = rule.Body.Summary ?? alert.Text, ["value"] = alert.Text };
        if (rule.Body.Runbook is { } runbook)
        {
            annotations["runbook_url"] = runbook;
        }

        return new NoticeAlert
        {
            IsResolved = alert.Phase == AlertPhase.Resolved,
            Labels = alert.Labels,
            Annotations = annotations,
            StartsAt = alert.FiredAt ?? alert.Since,
            EndsAt = alert.ResolvedAt,
            Fingerprint = alert.Fingerprint,
        };
    }

    private static string KeyOf(AlertRule rule, AlertInstance alert) => string.Join(',', rule.Group.Select(g => $"{g}={alert.Labels.GetValueOrDefault(g, "")}"));
}
