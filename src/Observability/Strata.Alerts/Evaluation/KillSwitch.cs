using Microsoft.Extensions.Logging;
using Strata.Alerts.Rules;
using Strata.Alerts.Signals;
using Strata.Alerts.Storage;
using Strata.Alerts.Switches;
using Strata.Budgets.Rules;
using Strata.Budgets.Storage;
using Strata.Core.Identity;
using Strata.Core.Results;
using Strata.Core.Tenancy;
using Strata.Identity.Audit;

namespace Strata.Alerts.Evaluation;

/// <summary>
/// Stops keys and releases them. A stop is a limit on the key (no requests, or few a minute), so it holds for every surface and process at once,
/// refused callers read its name, and a release takes it away. Both are links of the audit chain.
/// </summary>
public sealed class KillSwitch(SwitchStore store, HistoryStore history, (RuleStore? Limits, AuditLog? Audit) gateway, RunawayWatch watch, IIdSource ids, TimeProvider time, ILogger<KillSwitch> logger)
{
    /// <summary>Puts in force what was decided, also what a crash left behind.</summary>
    public async ValueTask ApplyAsync(CancellationToken cancellationToken)
    {
        foreach (var wanted in await store.OpenAsync(cancellationToken))
        {
            if (wanted.State == SwitchState.Wanted)
            {
                await StopAsync(wanted, cancellationToken);
            }
        }
    }

    /// <summary>Gives a key back what it may do.</summary>
    public async ValueTask<Result<SwitchRecord>> ReleaseAsync(Caller by, string id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(by);
        var known = (await store.ListAsync((by.Organization, by.Project), cancellationToken)).FirstOrDefault(s => s.Id == id || (s.Key == id && s.State != SwitchState.Released));
        if (known is null)
        {
            return Problem.NotFound($"No key is stopped under '{id}' in this project. 'strata alerts list' shows those that are.", "id");
        }

        if (known.State == SwitchState.Released)
        {
            return known;
        }

        if (gateway.Audit is { } audit)
        {
            await audit.AppendAsync(by, new AuditEntry("key.release", known.Key, $"stopped by the alert rule '{known.Rule}' ({known.Id})"), cancellationToken);
        }

        if (gateway.Limits is { } limits)
        {
            // Gone already where somebody took the limit away by hand.
            await limits.RemoveAsync(known.Organization, known.Id, cancellationToken);
        }

        watch.Forget(known.Key);
        var released = known with { State = SwitchState.Released, ReleasedAt = time.GetUtcNow(), ReleasedBy = by.KeyName };
        await store.UpdateAsync(released, cancellationToken);
        await history.AddAsync(EventOf(released, "key_released", $"released by {by.KeyName}"), cancellationToken);
        return released;
    }

    private async ValueTask StopAsync(SwitchRecord wanted, CancellationToken cancellationToken)
    {
        if (gateway.Limits is not { } limits)
        {
            return;
        }

        var words = wanted.Action == KillAction.Suspend ? "suspended" : $"cut to {wanted.CutTo} requests a minute";
        var by = new Caller(wanted.Organization, wanted.Project, "alerts", $"alert rule {wanted.Rule}", Role.Admin);
        if (gateway.Audit is { } audit)
        {
            await audit.AppendAsync(by, new AuditEntry("key.stop", wanted.Key, $"{words}: {wanted.Text} ({wanted.Id})"), cancellationToken);
        }

        var limit = new LimitRule
        {
            Id = wanted.Id,
            Organization = wanted.Organization,
            Scope = new LimitNode(NodeKind.Key, wanted.Key),
            Unit = LimitUnit.Requests,
            Amount = wanted.CutTo,
            Window = wanted.Action == KillAction.Suspend ? LimitWindow.Total : LimitWindow.Minute,
            AlertPercents = [],
        };
        if (!(await limits.PutAsync(limit, cancellationToken)).Try(out _, out var problem))
        {
            Log.KeyNotStopped(logger, wanted.Key, problem.Message);
            var failed = wanted with { State = SwitchState.Released, ReleasedAt = time.GetUtcNow(), ReleasedBy = "not stopped" };
            await store.UpdateAsync(failed, cancellationToken);
            await history.AddAsync(EventOf(failed, "key_not_stopped", problem.Message), cancellationToken);
            return;
        }

        var stopped = wanted with { State = SwitchState.On };
        await store.UpdateAsync(stopped, cancellationToken);
        await history.AddAsync(EventOf(stopped, "key_stopped", $"{words}: {wanted.Text}"), cancellationToken);
        Log.KeyStopped(logger, wanted.Key, words, wanted.Rule, wanted.Text);
    }

    private AlertEvent EventOf(SwitchRecord record, string happened, string text) => new()
    {
        Id = ids.Next("aev"), Organization = record.Organization, Project = record.Project, Rule = record.Rule, At = time.GetUtcNow(), Happened = happened,
        Labels = new Dictionary<string, string> { ["key"] = record.Key, ["switch"] = record.Id }, Text = text,
    };
}
