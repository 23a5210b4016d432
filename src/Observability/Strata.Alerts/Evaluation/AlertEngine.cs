using Strata.Alerts.Notices;
using Strata.Alerts.Rules;
using Strata.Alerts.Signals;
using Strata.Alerts.States;
using Strata.Alerts.Storage;
using Strata.Alerts.Switches;
using Strata.Core.Configuration;
using Strata.Core.Identity;

namespace Strata.Alerts.Evaluation;

/// <summary>
/// Looks at the rules.
/// <code>
/// 1 rules as they stand ─ 2 each signal's readings ─ 3 states step ─ 4 what receivers are told ─ 5 one transaction ─ 6 memory follows
/// </code>
/// Memory changes after the transaction: where that fails the next look decides the same again. A signal that cannot be read leaves its
/// rule's alerts as they are. One caller at a time.
/// </summary>
public sealed class AlertEngine(AlertBook book, Signal signal, StateStore store, SwitchStore switches, Live<AlertsOptions> options, IIdSource ids, TimeProvider time)
{
    private const int EffortShare = 10;
    private static readonly TimeSpan KeepResolved = TimeSpan.FromMinutes(15);
    private readonly Dictionary<string, Dictionary<string, AlertInstance>> alerts = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Rule, string Receiver), Dictionary<string, GroupRecord>> groups = [];
    private readonly Dictionary<string, (AlertRule Rule, DateTimeOffset At)> due = new(StringComparer.Ordinal);
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, RuleStatus> statuses = new(StringComparer.Ordinal);

    /// <summary>How the last look at a rule went; null where there was none in this process.</summary>
    public RuleStatus? StatusOf(string ruleKey) => statuses.GetValueOrDefault(ruleKey);

    /// <summary>Reads what was known: at a start, and where another process did this before.</summary>
    public async ValueTask LoadAsync(CancellationToken cancellationToken)
    {
        alerts.Clear();
        groups.Clear();
        due.Clear();
        foreach (var alert in await store.ReadAsync(cancellationToken))
        {
            Of(alert.Rule)[alert.Fingerprint] = alert;
        }

        foreach (var group in await store.ReadGroupsAsync(cancellationToken))
        {
            GroupsOf(group.Rule, group.Receiver)[group.Group] = group;
        }
    }

    /// <summary>One look at all rules.</summary>
    /// <returns>What was decided; the messages in it are in the database.</returns>
    public async ValueTask<AlertChanges> StepAsync(CancellationToken cancellationToken)
    {
        await book.RefreshAsync(cancellationToken);
        var now = time.GetUtcNow();
        var changes = new AlertChanges();
        var next = new Dictionary<string, Dictionary<string, AlertInstance>>(StringComparer.Ordinal);
        var stopped = (await switches.OpenAsync(cancellationToken)).Select(s => s.Key).ToHashSet(StringComparer.Ordinal);
        foreach (var rule in book.Rules)
        {
            var known = alerts.GetValueOrDefault(rule.Key) ?? [];
            next[rule.Key] = rule.Body.Disabled ? known : await LookAsync(rule, known, (changes, stopped), now, cancellationToken);
        }

        Forget(next, changes, now);
        foreach (var rule in book.Rules)
        {
            Tell(rule, next, changes, now);
        }

        if (!changes.IsEmpty)
        {
            await store.CommitAsync(changes, cancellationToken);
            Apply(changes);
        }

        return changes;
    }

    private async ValueTask<Dictionary<string, AlertInstance>> LookAsync(
        AlertRule rule, Dictionary<string, AlertInstance> known, (AlertChanges Changes, HashSet<string> Stopped) into, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (due.TryGetValue(rule.Key, out var planned) && ReferenceEquals(planned.Rule, rule) && now < planned.At && planned.At - now < TimeSpan.FromMinutes(10))
        {
            return known;
        }

        var began = time.GetTimestamp();
        var read = await signal.ReadAsync(rule, now, cancellationToken);
        var took = time.GetElapsedTime(began);

        // A rule takes at most a tenth of the time: one that needs a second to be read is looked at each ten.
        due[rule.Key] = (rule, now + (EffortShare * took));
        if (!read.Try(out var readings, out var problem))
        {
            statuses[rule.Key] = new RuleStatus(now, took, [], problem);
            return known;
        }

        statuses[rule.Key] = new RuleStatus(now, took, readings, null);
        var after = new Dictionary<string, AlertInstance>(known, StringComparer.Ordinal);
        foreach (var (before, alert) in StateMachine.Step(rule, known, readings, now))
        {
            if (alert is null)
            {
                after.Remove(before!.Fingerprint);
                into.Changes.Forget.Add(before);
                continue;
            }

            after[alert.Fingerprint] = alert;
            into.Changes.Put.Add(alert);
            if (before?.Phase != alert.Phase)
            {
                into.Changes.Events.Add(EventOf(rule, alert, now));
                Stop(rule, alert, readings, into, now);
            }
        }

        return after;
    }

    /// <summary>Decides that a runaway's key is stopped.</summary>
    private void Stop(AlertRule rule, AlertInstance alert, IReadOnlyList<Reading> readings, (AlertChanges Changes, HashSet<string> Stopped) into, DateTimeOffset now)
    {
        if (alert.Phase != AlertPhase.Firing || rule.Condition is not RuleCondition.Runaway { Action: not KillAction.None } condition)
        {
            return;
        }

        var reading = readings.FirstOrDefault(r => r.IsTrue && Fingerprint.Of(rule.Key, StateMachine.LabelsOf(rule, r)) == alert.Fingerprint);
        if (reading?.Key is { } key && into.Stopped.Add(key))
        {
            into.Changes.Switches.Add(new SwitchRecord
            {
                Id = ids.Next("stop"), Organization = rule.Organization, Project = rule.Project, Rule = rule.Id, Key = key, Action = condition.Action,
                CutTo = condition.Action == KillAction.Cut ? condition.CutTo : 0, State = SwitchState.Wanted, Text = alert.Text, At = now,
            });
        }
    }

    /// <summary>Forgets alerts whose rule is gone, and those that are over and that everybody heard of.</summary>
    private void Forget(Dictionary<string, Dictionary<string, AlertInstance>> next, AlertChanges changes, DateTimeOffset now)
    {
        foreach (var (rule, gone) in alerts.Where(a => !next.ContainsKey(a.Key)))
        {
            changes.Forget.AddRange(gone.Values);
            changes.Groups.AddRange(groups.Where(g => g.Key.Rule == rule).SelectMany(g => g.Value.Values).Select(g => g with { Told = [] }));
        }

        foreach (var (rule, known) in next)
        {
            foreach (var over in known.Values.Where(a => a.Phase == AlertPhase.Resolved && now - a.ResolvedAt >= KeepResolved).ToArray())
            {
                if (!groups.Any(g => g.Key.Rule == rule && g.Value.Values.Any(r => r.Told.Contains(over.Fingerprint))))
                {
                    known.Remove(over.Fingerprint);
                    changes.Forget.Add(over);
                }
            }
        }
    }

    private void Tell(AlertRule rule, Dictionary<string, Dictionary<string, AlertInstance>> next, AlertChanges changes, DateTimeOffset now)
    {
        var known = next[rule.Key].Values.Where(a => a.Phase != AlertPhase.Pending).OrderBy(a => a.Fingerprint, StringComparer.Ordinal).ToList();
        if (rule.Body.Disabled || (known.Count == 0 && !groups.Keys.Any(g => g.Rule == rule.Key)))
        {
            return;
        }

        var silences = book.Silences.Where(s => s.Organization == rule.Organization && s.Project == rule.Project).ToArray();
        var inhibited = rule.InhibitedBy.Any(id => next.GetValueOrDefault(AlertRule.KeyOf(rule.Organization, rule.Project, id))?.Values.Any(a => a.Phase == AlertPhase.Firing) == true);
        bool IsQuiet(AlertInstance alert) => inhibited || Array.Exists(silences, s => s.Covers(alert.Labels, now));
        foreach (var name in rule.Receivers.Distinct(StringComparer.Ordinal))
        {
            if (book.Find(rule.Organization, rule.Project, name) is not { } receiver)
            {
                continue;
            }

            foreach (var (record, notice) in GroupPlan.Next(rule, (name, receiver.SendResolved), known, IsQuiet, groups.GetValueOrDefault((rule.Key, name)) ?? [], now))
            {
                changes.Groups.Add(record);
                if (notice is not null)
                {
                    changes.Deliveries.Add(DeliveryOf(rule, notice with { ExternalUrl = ExternalUrl }, now));
                }
            }
        }
    }

    private string ExternalUrl => options.Current.Url.Length == 0 ? "" : options.Current.Url.TrimEnd('/') + "/alerts";

    private DeliveryRecord DeliveryOf(AlertRule rule, Notice notice, DateTimeOffset now) => new()
    {
        Id = ids.Next("adl"), Organization = rule.Organization, Project = rule.Project, Receiver = notice.Receiver, Notice = notice, CreatedAt = now, NextAt = now,
    };

    private AlertEvent EventOf(AlertRule rule, AlertInstance alert, DateTimeOffset now) => new()
    {
        Id = ids.Next("aev"), Organization = rule.Organization, Project = rule.Project, Rule = rule.Id, Fingerprint = alert.Fingerprint, At = now,
        Happened = alert.Phase.ToString().ToLowerInvariant(), Labels = alert.Labels, Text = alert.Text,
    };

    private void Apply(AlertChanges changes)
    {
        foreach (var alert in changes.Put)
        {
            Of(alert.Rule)[alert.Fingerprint] = alert;
        }

        foreach (var alert in changes.Forget)
        {
            Of(alert.Rule).Remove(alert.Fingerprint);
            if (Of(alert.Rule).Count == 0)
            {
                alerts.Remove(alert.Rule);
            }
        }

        foreach (var group in changes.Groups)
        {
            var records = GroupsOf(group.Rule, group.Receiver);
            records[group.Group] = group;
            if (group.Told.Count == 0)
            {
                records.Remove(group.Group);
            }

            if (records.Count == 0)
            {
                groups.Remove((group.Rule, group.Receiver));
            }
        }
    }

    private Dictionary<string, AlertInstance> Of(string rule) => alerts.TryGetValue(rule, out var known) ? known : alerts[rule] = new(StringComparer.Ordinal);

    private Dictionary<string, GroupRecord> GroupsOf(string rule, string receiver) =>
        groups.TryGetValue((rule, receiver), out var known) ? known : groups[(rule, receiver)] = new(StringComparer.Ordinal);
}
