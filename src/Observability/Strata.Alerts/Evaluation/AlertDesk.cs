using Strata.Alerts.Notices;
using Strata.Alerts.Receivers;
using Strata.Alerts.Rules;
using Strata.Alerts.Signals;
using Strata.Alerts.Silences;
using Strata.Alerts.States;
using Strata.Alerts.Storage;
using Strata.Alerts.Switches;
using Strata.Core.Configuration;
using Strata.Core.Identity;
using Strata.Core.Results;
using Strata.Core.Tenancy;
using Strata.Identity.Audit;

namespace Strata.Alerts.Evaluation;

/// <summary>Alerts as API and console use them: everything within the caller's project, every change a link of the audit chain.</summary>
public sealed class AlertDesk(
    AlertBook book, AlertEngine engine, Signal signal, IServiceProvider services, (DefinitionStore Definitions, StateStore States, HistoryStore History) stores, (DeliveryStore Deliveries, SwitchStore Switches) outgoing)
{
    private static readonly TimeSpan SilenceMax = TimeSpan.FromDays(366);

    private TimeProvider Time { get; } = (TimeProvider)services.GetService(typeof(TimeProvider))!;

    private IIdSource Ids { get; } = (IIdSource)services.GetService(typeof(IIdSource))!;

    /// <summary>The rules of the caller's project, with how the last look at each went in this process.</summary>
    public async ValueTask<IReadOnlyList<(AlertRule Rule, RuleStatus? Status)>> RulesAsync(Caller caller, CancellationToken cancellationToken)
    {
        await book.RefreshAsync(cancellationToken);
        return [.. book.Rules.Where(r => IsOf(caller, r.Organization, r.Project)).Select(r => (r, engine.StatusOf(r.Key)))];
    }

    /// <summary>Makes or replaces a rule. One that can stop keys, or that watches budgets, is an administrator's.</summary>
    public async ValueTask<Result<AlertRule>> PutRuleAsync(Caller caller, string id, RuleBody body, CancellationToken cancellationToken)
    {
        if (!RuleReader.Read((caller.Organization, caller.Project), id, AlertRule.Database, body).Try(out var rule, out var problem))
        {
            return problem;
        }

        if (rule.Condition is RuleCondition.Runaway { Action: not KillAction.None } or RuleCondition.Budget && !caller.Is(Role.Admin))
        {
            return new Problem(ProblemCode.Forbidden, "A rule that stops keys or watches budgets is made with an administrator's key.");
        }

        var expression = rule.Condition switch { RuleCondition.Metric metric => metric.Expression, RuleCondition.MetricAbsence absence => absence.Expression, _ => null };
        if (expression is not null && signal.Check(expression) is { } wrong)
        {
            return wrong;
        }

        await book.RefreshAsync(cancellationToken);
        if (book.Rules.Any(r => r.Key == rule.Key && r.Source == AlertRule.Configuration))
        {
            return new Problem(ProblemCode.Conflict, $"The rule '{id}' stands in the configuration. Change it there, or choose another id.") { Field = "id" };
        }

        foreach (var name in rule.Receivers)
        {
            if (book.Find(caller.Organization, caller.Project, name) is null)
            {
                return Problem.Invalid($"There is no receiver '{name}'. Make it first.", "receivers");
            }
        }

        await AuditAsync(caller, "alert.rule.put", id, RuleWords.Of(rule.Kind), cancellationToken);
        if (!(await stores.Definitions.PutRuleAsync(rule, Time.GetUtcNow(), cancellationToken)).Try(out _, out problem))
        {
            return problem;
        }

        book.Invalidate();
        return rule;
    }

    /// <summary>Takes a rule away; its alerts are forgotten and receivers hear nothing more of them.</summary>
    public async ValueTask<Result<Done>> RemoveRuleAsync(Caller caller, string id, CancellationToken cancellationToken)
    {
        await AuditAsync(caller, "alert.rule.remove", id, "", cancellationToken);
        var removed = await stores.Definitions.RemoveRuleAsync((caller.Organization, caller.Project), id, cancellationToken);
        book.Invalidate();
        return removed ? Done.Value : Problem.NotFound($"There is no rule '{id}' to take away here. One that stands in the configuration is changed there.", "id");
    }

    /// <summary>What a rule reads now, without any effect.</summary>
    public async ValueTask<Result<IReadOnlyList<Reading>>> TryRuleAsync(Caller caller, string id, CancellationToken cancellationToken)
    {
        await book.RefreshAsync(cancellationToken);
        return book.Rules.FirstOrDefault(r => r.Key == AlertRule.KeyOf(caller.Organization, caller.Project, id)) is { } rule
            ? await signal.ReadAsync(rule, Time.GetUtcNow(), cancellationToken)
            : Problem.NotFound($"There is no rule '{id}' in this project.", "id");
    }

    /// <summary>The receivers that the caller's project can name.</summary>
    public async ValueTask<IReadOnlyList<Receiver>> ReceiversAsync(Caller caller, CancellationToken cancellationToken)
    {
        await book.RefreshAsync(cancellationToken);
        var own = book.Receivers.Where(r => IsOf(caller, r.Organization, r.Project)).ToList();
        var configured = ((Live<AlertsOptions>)services.GetService(typeof(Live<AlertsOptions>))!).Current.Receivers;
        return [.. own, .. configured.Where(c => own.TrueForAll(r => r.Name != c.Name))];
    }

    /// <summary>Makes or replaces a receiver. Without a secret in the body the one that is known stays.</summary>
    public async ValueTask<Result<Receiver>> PutReceiverAsync(Caller caller, string name, ReceiverBody body, CancellationToken cancellationToken)
    {
        await book.RefreshAsync(cancellationToken);
        var known = book.Receivers.FirstOrDefault(r => r.Name == name && IsOf(caller, r.Organization, r.Project));
        body = body with { Secret = body.Secret ?? (KeepsSecret(known, body) ? known!.Secret : null) };
        if (!ReceiverReader.Read((caller.Organization, caller.Project), name, body).Try(out var receiver, out var problem))
        {
            return problem;
        }

        await AuditAsync(caller, "alert.receiver.put", name, $"{body.Kind} {receiver.Url?.Host}", cancellationToken);
        if (!(await stores.Definitions.PutReceiverAsync((caller.Organization, caller.Project), name, body, Time.GetUtcNow(), cancellationToken)).Try(out _, out problem))
        {
            return problem;
        }

        book.Invalidate();
        return receiver;
    }

    /// <summary>Takes a receiver away.</summary>
    public async ValueTask<Result<Done>> RemoveReceiverAsync(Caller caller, string name, CancellationToken cancellationToken)
    {
        await AuditAsync(caller, "alert.receiver.remove", name, "", cancellationToken);
        var removed = await stores.Definitions.RemoveReceiverAsync((caller.Organization, caller.Project), name, cancellationToken);
        book.Invalidate();
        return removed ? Done.Value : Problem.NotFound($"There is no receiver '{name}' to take away here. One that stands in the configuration is changed there.", "name");
    }

    /// <summary>Sends a receiver a message that says it is a test.</summary>
    /// <returns>The message's id; what becomes of it stands among the deliveries.</returns>
    public async ValueTask<Result<string>> TestAsync(Caller caller, string name, CancellationToken cancellationToken)
    {
        await book.RefreshAsync(cancellationToken);
        if (book.Find(caller.Organization, caller.Project, name) is null)
        {
            return Problem.NotFound($"There is no receiver '{name}' in this project.", "name");
        }

        var now = Time.GetUtcNow();
        var labels = new Dictionary<string, string> { ["alertname"] = "test", ["project"] = caller.Project, ["severity"] = "info" };
        var delivery = new DeliveryRecord
        {
            Id = Ids.Next("adl"), Organization = caller.Organization, Project = caller.Project, Receiver = name, CreatedAt = now, NextAt = now,
            Notice = new Notice
            {
                GroupKey = $"{caller.Organization}/{caller.Project}/test", Receiver = name, GroupLabels = labels,
                Alerts =
                [
                    new NoticeAlert
                    {
                        Labels = labels, Annotations = new Dictionary<string, string> { ["summary"] = $"This is a test, sent by {caller.KeyName}." }, StartsAt = now, Fingerprint = Fingerprint.Of("test", labels),
                    },
                ],
            },
        };
        await outgoing.Deliveries.AddAsync(delivery, cancellationToken);
        return delivery.Id;
    }

    /// <summary>The alerts of the caller's project that are pending, firing or just over; whether each is silenced.</summary>
    public async ValueTask<IReadOnlyList<(AlertInstance Alert, bool IsSilenced)>> AlertsAsync(Caller caller, CancellationToken cancellationToken)
    {
        await book.RefreshAsync(cancellationToken);
        var now = Time.GetUtcNow();
        var begin = $"{caller.Organization}\n{caller.Project}\n";
        var silences = book.Silences.Where(s => IsOf(caller, s.Organization, s.Project)).ToArray();
        return [.. (await stores.States.ReadAsync(cancellationToken)).Where(a => a.Rule.StartsWith(begin, StringComparison.Ordinal))
            .OrderBy(a => a.Phase == AlertPhase.Firing ? 0 : 1).ThenByDescending(a => a.FiredAt ?? a.Since)
            .Select(a => (a, Array.Exists(silences, s => s.Covers(a.Labels, now))))];
    }

    /// <summary>A page of the history.</summary>
    public ValueTask<IReadOnlyList<AlertEvent>> HistoryAsync(Caller caller, string? rule, string? before, int count, CancellationToken cancellationToken) =>
        stores.History.ListAsync((caller.Organization, caller.Project), rule, before, count, cancellationToken);

    /// <summary>A page of messages.</summary>
    public ValueTask<IReadOnlyList<DeliveryRecord>> DeliveriesAsync(Caller caller, string? before, int count, CancellationToken cancellationToken) =>
        outgoing.Deliveries.ListAsync((caller.Organization, caller.Project), before, count, cancellationToken);

    /// <summary>Silences that are not over.</summary>
    public async ValueTask<IReadOnlyList<Silence>> SilencesAsync(Caller caller, CancellationToken cancellationToken) =>
        [.. (await stores.Definitions.SilencesAsync(Time.GetUtcNow(), cancellationToken)).Where(s => IsOf(caller, s.Organization, s.Project))];

    /// <summary>Makes a silence from now on, or from a later moment.</summary>
    public async ValueTask<Result<Silence>> SilenceAsync(Caller caller, IReadOnlyList<string> matchers, (DateTimeOffset? From, TimeSpan For) when, string comment, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(matchers);
        if (matchers.Count is < 1 or > 16 || when.For <= TimeSpan.Zero || when.For > SilenceMax || comment.Length > 500 || comment.Any(c => c == '\0'))
        {
            return Problem.Invalid("A silence has 1 to 16 matchers, lasts at most 366 days and has a comment of at most 500 characters.", matchers.Count is < 1 or > 16 ? "matchers" : "for");
        }

        var read = new List<LabelMatcher>();
        foreach (var text in matchers)
        {
            if (!LabelMatcher.Read(text).Try(out var matcher, out var problem))
            {
                return problem;
            }

            read.Add(matcher);
        }

        var from = when.From ?? Time.GetUtcNow();
        var silence = new Silence
        {
            Id = Ids.Next("sil"), Organization = caller.Organization, Project = caller.Project, Matchers = read, From = from, Until = from + when.For, Comment = comment, By = caller.KeyName,
        };
        await AuditAsync(caller, "alert.silence", silence.Id, string.Join(", ", read), cancellationToken);
        await stores.Definitions.AddSilenceAsync(silence, cancellationToken);
        book.Invalidate();
        return silence;
    }

    /// <summary>Ends a silence.</summary>
    public async ValueTask<Result<Done>> UnsilenceAsync(Caller caller, string id, CancellationToken cancellationToken)
    {
        await AuditAsync(caller, "alert.unsilence", id, "", cancellationToken);
        var removed = await stores.Definitions.RemoveSilenceAsync((caller.Organization, caller.Project), id, cancellationToken);
        book.Invalidate();
        return removed ? Done.Value : Problem.NotFound($"There is no silence '{id}' in this project.", "id");
    }

    /// <summary>Keys that rules stopped, newest first.</summary>
    public ValueTask<IReadOnlyList<SwitchRecord>> SwitchesAsync(Caller caller, CancellationToken cancellationToken) =>
        outgoing.Switches.ListAsync((caller.Organization, caller.Project), cancellationToken);

    /// <summary>A secret stays with the address it was given for: who moves a receiver elsewhere does not take it along.</summary>
    private static bool KeepsSecret(Receiver? known, ReceiverBody body) =>
        known is { Secret.Length: > 0 } && ReceiverReader.Of(known.Kind) == body.Kind
        && Uri.TryCreate(body.Url ?? ReceiverReader.PagerDuty.AbsoluteUri, UriKind.Absolute, out var url) && url == known.Url;

    private static bool IsOf(Caller caller, string organization, string project) => organization == caller.Organization && project == caller.Project;

    private async ValueTask AuditAsync(Caller caller, string action, string target, string details, CancellationToken cancellationToken)
    {
        if (services.GetService(typeof(AuditLog)) is AuditLog audit)
        {
            await audit.AppendAsync(caller, new AuditEntry(action, target, details), cancellationToken);
        }
    }
}
