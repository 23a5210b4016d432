using System.Collections.Immutable;
using Strata.Budgets.Alerts;
using Strata.Budgets.Headers;
using Strata.Budgets.Rules;
using Strata.Budgets.Views;
using Strata.Budgets.Windows;
using Strata.Core.Results;

namespace Strata.Budgets.Book;

/// <summary>
/// Limits and budgets of every kind of node, in memory: no request waits for a database. A request reserves what it is likely to use
/// of every limit it meets, all or nothing; tops up while it streams; settles with what it used. The cost grows with the rules that
/// one request meets, not with the keys there are.
/// </summary>
public sealed class BudgetBook
{
    private readonly TimeProvider time;
    private readonly IBudgetAlerts? alerts;
    private readonly Lock changing = new();
    private ImmutableDictionary<(string Source, string Id), RuleState> states = ImmutableDictionary<(string Source, string Id), RuleState>.Empty;
    private RuleSnapshot snapshot = RuleSnapshot.Empty;
    private long unpriced;

    /// <summary>A book without rules.</summary>
    public BudgetBook(TimeProvider time, IBudgetAlerts? alerts = null, BudgetLimits? limits = null)
    {
        this.time = time;
        this.alerts = alerts;
        Limits = limits ?? new BudgetLimits();
        Counters = new CounterSource(time, Limits);
    }

    /// <summary>The bounds.</summary>
    public BudgetLimits Limits { get; }

    /// <summary>Requests whose cost was not known and was therefore in no budget of money. An operator should hear of each.</summary>
    public long Unpriced => Interlocked.Read(ref unpriced);

    internal CounterSource Counters { get; }

    internal RuleSnapshot Snapshot => Volatile.Read(ref snapshot);

    internal BookTime Now => BookTime.Of(time);

    /// <summary>
    /// Puts the rules of one source (configuration, the database, the keys) in force in place of those it had; other sources' stay. A
    /// rule whose amount, mode or alerts changed keeps its counts; one whose scope, unit or window changed begins anew.
    /// </summary>
    /// <returns>A problem, with nothing changed, where a rule is wrong, an id occurs twice, or there are too many.</returns>
    public Result<Done> SetRules(string source, IReadOnlyList<LimitRule> rules)
    {
        lock (changing)
        {
            return Replace(source, states.Where(s => s.Key.Source == source), rules).Try(out var next, out var problem) ? Publish(next, new RuleSnapshot([.. next.Values])) : problem;
        }
    }

    /// <summary>The same for the rules of a source on one node: what it costs does not grow with the rules on others.</summary>
    /// <returns>A problem, with nothing changed, where a rule is wrong or stands on another node, an id occurs twice, or there are too many.</returns>
    public Result<Done> SetRulesOf(string source, LimitNode scope, IReadOnlyList<LimitRule> rules)
    {
        if (rules.FirstOrDefault(r => r.Scope != scope) is { } other)
        {
            return Problem.Invalid($"The limit '{other.Id}' does not stand on '{scope.Id}'.", "scope");
        }

        lock (changing)
        {
            var old = snapshot.On(scope).Where(s => s.Source == source).Select(s => KeyValuePair.Create((source, s.Rule.Id), s));
            return Replace(source, old, rules).Try(out var next, out var problem)
                ? Publish(next, snapshot.With(scope, [.. snapshot.On(scope).Where(s => s.Source != source), .. rules.Select(r => next[(source, r.Id)])]))
                : problem;
        }
    }

    /// <summary>Reserves for a request, all or nothing.</summary>
    /// <returns>
    /// What it holds, to be settled or disposed; or the refusal: <see cref="ProblemCode.RateLimited"/> for rates,
    /// <see cref="ProblemCode.BudgetExceeded"/> for budgets of money or tokens over more than an hour.
    /// </returns>
    public Result<Reservation> Reserve(in ReserveRequest request)
    {
        var now = Now;
        var reservation = new Reservation(this, request, now);
        if (Take(reservation, request.Nodes, 0, now) is { } problem)
        {
            return problem;
        }

        reservation.Cover();
        return reservation;
    }

    /// <summary>
    /// Adds the provider, model and deployment of an attempt; those of an earlier attempt leave. A hedged attempt beside it takes a
    /// reservation of its own over its nodes.
    /// </summary>
    /// <returns>A refusal where one of them is at a strict limit: try another target, the reservation itself stands.</returns>
    public Result<Done> AddTarget(Reservation reservation, ReadOnlySpan<LimitNode> nodes) => reservation.AddTarget(nodes, Now);

    /// <summary>
    /// Counts what was used on somebody's behalf without having been reserved: the question to a guardrail's model, a mirror's copy, a batch. It is never refused, and is
    /// no request of theirs: limits of requests and slots are left alone.
    /// </summary>
    /// <param name="organization">Whose; see <see cref="ReserveRequest.Organization"/>.</param>
    /// <param name="nodes">What it counts against; a node may stand in it once.</param>
    /// <param name="actual">What was used.</param>
    public void Charge(string organization, ReadOnlySpan<LimitNode> nodes, in Actual actual)
    {
        var (rules, now) = (Snapshot, Now);
        foreach (ref readonly var node in nodes)
        {
            var counters = rules.Find(organization, node);
            for (var i = 0; i < counters.Length;)
            {
                if (TryCharge(counters[i], actual, now))
                {
                    i++;
                    continue;
                }

                rules.Forget(organization, node);
                counters = rules.Find(organization, node);
            }
        }
    }

    /// <summary>How the limits over some nodes stand now, for the headers of a refusal; null where none has a window of a day or less.</summary>
    public LimitHeaders? StateOf(string organization, ReadOnlySpan<LimitNode> nodes)
    {
        var (rules, now) = (Snapshot, Now);
        var headers = default(LimitHeaders);
        foreach (ref readonly var node in nodes)
        {
            foreach (var counter in rules.Find(organization, node))
            {
                lock (counter.Gate)
                {
                    counter.Advance(now);
                    headers = With(headers, counter, now);
                }
            }
        }

        return headers.IsEmpty ? null : headers;
    }

    /// <summary>Drops counts that are zero and held by nobody. A keeper does it every minute.</summary>
    public void Sweep() => Snapshot.Sweep(Now);

    /// <summary>How nodes stand under the rules: a bounded page.</summary>
    public BudgetPage Read(BudgetQuery query) => BookReader.Read(Snapshot, query, Now);

    /// <summary>The rule of a source; null where it is not in force.</summary>
    internal RuleState? RuleOf(string source, string id) => Volatile.Read(ref states).GetValueOrDefault((source, id));

    private Result<ImmutableDictionary<(string Source, string Id), RuleState>> Replace(string source, IEnumerable<KeyValuePair<(string Source, string Id), RuleState>> old, IReadOnlyList<LimitRule> rules)
    {
        foreach (var rule in rules)
        {
            if (RuleCheck.Check(rule) is { } problem)
            {
                return problem with { Message = $"Limit '{rule.Id}': {problem.Message}" };
            }
        }

        var next = states.ToBuilder();
        next.RemoveRange(old.Select(s => s.Key));
        if (next.Count + rules.Count > Limits.RulesMax)
        {
            return new Problem(ProblemCode.TooLarge, $"There may be {Limits.RulesMax} limits in all. Use one over every node of a kind ('*') instead of one for each.");
        }

        foreach (var rule in rules)
        {
            var key = (source, rule.Id);
            var state = states.TryGetValue(key, out var known) && rule.Continues(known.Rule) ? known : new RuleState(rule, source, Counters);
            if (!next.TryAdd(key, state))
            {
                return Problem.Invalid($"The limit '{rule.Id}' stands there twice. Give each an id of its own.", "id");
            }
        }

        foreach (var rule in rules)
        {
            next[(source, rule.Id)].Rule = rule;
        }

        return next.ToImmutable();
    }

    private Done Publish(ImmutableDictionary<(string Source, string Id), RuleState> next, RuleSnapshot rules)
    {
        Volatile.Write(ref states, next);
        Volatile.Write(ref snapshot, rules);
        return Done.Value;
    }

    /// <summary>Finds the counts of the nodes, appends them to the reservation and takes from all or none.</summary>
    internal Problem? Take(Reservation reservation, ReadOnlySpan<LimitNode> nodes, int from, in BookTime now)
    {
        while (true)
        {
            var rules = Snapshot;
            foreach (ref readonly var node in nodes)
            {
                foreach (var counter in rules.Find(reservation.Organization, node))
                {
                    if (!reservation.TryAdd(counter))
                    {
                        reservation.Trim(from);
                        return new Problem(ProblemCode.RateLimited, $"This request meets more than {Limits.RulesPerRequestMax} limits. Send fewer tags, or ask an administrator to merge limits.");
                    }
                }
            }

            reservation.Trim(from + Admission.Order(reservation.Holds[from..]));
            var notes = default(AdmissionNotes);
            var outcome = Admission.TryTake(reservation.Holds[from..], reservation.Need, now, ref notes);
            if (outcome == Admission.Outcome.Taken)
            {
                reservation.SoftExceeded ??= notes.Soft;
                Tell(notes, reservation.Holds[from..], now);
                return null;
            }

            reservation.Trim(from);
            if (outcome == Admission.Outcome.Refused)
            {
                Tell(notes, [], now);
                return RefusalText.Of(notes, reservation.Need);
            }

            foreach (ref readonly var node in nodes)
            {
                rules.Forget(reservation.Organization, node);
            }
        }
    }

    /// <summary>Grows the holds to cover what has come.</summary>
    /// <returns>The problem of the first strict limit that has no more.</returns>
    internal Problem? Grow(Span<Hold> holds, in Amounts soFar, in Amounts first)
    {
        var now = Now;
        Problem? exhausted = null;
        foreach (ref var hold in holds)
        {
            var counter = hold.Counter;
            lock (counter.Gate)
            {
                counter.Advance(now);
                var unit = counter.Rule.Unit;
                var need = unit is LimitUnit.OutputTokens or LimitUnit.TotalTokens or LimitUnit.NanoDollars ? soFar.Likely(unit) - hold.Amount : 0;
                if (need > 0)
                {
                    var covered = counter.TryGrow(need, Math.Max(first.Likely(unit) / 4, unit == LimitUnit.NanoDollars ? 1 : 16), out var taken);
                    hold.Amount += taken;
                    exhausted ??= covered ? null : RefusalText.CutOff(counter);
                }
            }
        }

        return exhausted;
    }

    /// <summary>Ends holds with what was used.</summary>
    internal void Settle(Span<Hold> holds, in Actual actual, in BookTime at)
    {
        var now = Now;
        var due = false;
        var isUnpriced = false;
        foreach (ref var hold in holds)
        {
            var counter = hold.Counter;
            lock (counter.Gate)
            {
                counter.Advance(now);
                counter.Settle(hold.Amount, Used(counter.Rule.Unit, actual), at);
                due |= counter.IsAlertDue;
                isUnpriced |= counter.Rule.Unit == LimitUnit.NanoDollars && actual.Nanos is null;
            }
        }

        if (isUnpriced)
        {
            Interlocked.Increment(ref unpriced);
        }

        if (due)
        {
            Tell(new AdmissionNotes { IsAlertDue = true }, holds, now);
        }
    }

    internal LimitHeaders? HeadersOf(Span<Hold> holds)
    {
        var now = Now;
        var headers = default(LimitHeaders);
        foreach (ref var hold in holds)
        {
            var counter = hold.Counter;
            lock (counter.Gate)
            {
                counter.Advance(now);
                headers = With(headers, counter, now);
            }
        }

        return headers.IsEmpty ? null : headers;
    }

    /// <summary>False, with nothing counted, where the count was swept away meanwhile.</summary>
    private bool TryCharge(Counter counter, in Actual actual, in BookTime now)
    {
        lock (counter.Gate)
        {
            if (counter.IsRetired)
            {
                return false;
            }

            counter.Advance(now);
            if (counter.Rule.Unit is LimitUnit.Requests or LimitUnit.Parallel)
            {
                return true;
            }

            counter.Take(0);
        }

        Settle([new Hold { Counter = counter }], actual, now);
        return true;
    }

    private static LimitHeaders With(in LimitHeaders headers, Counter counter, in BookTime now)
    {
        var rule = counter.Rule;
        if (rule.Mode == LimitMode.Shadow || rule.Window.Kind is not (WindowKind.Sliding or WindowKind.Day) || rule.Window.Duration > TimeSpan.FromDays(1))
        {
            return headers;
        }

        var stand = new LimitStand(rule.Amount, counter.Left, TimeSpan.FromMilliseconds(counter.EmptyMs(now)));
        return rule.Unit switch
        {
            LimitUnit.Requests when stand.IsTighterThan(headers.Requests) => headers with { Requests = stand },
            LimitUnit.TotalTokens when stand.IsTighterThan(headers.Tokens) => headers with { Tokens = stand },
            LimitUnit.InputTokens when stand.IsTighterThan(headers.InputTokens) => headers with { InputTokens = stand },
            LimitUnit.OutputTokens when stand.IsTighterThan(headers.OutputTokens) => headers with { OutputTokens = stand },
            _ => headers,
        };
    }

    private static long? Used(LimitUnit unit, in Actual actual) => unit switch
    {
        LimitUnit.Requests => actual.Requests,
        LimitUnit.InputTokens => actual.InputTokens,
        LimitUnit.OutputTokens => actual.OutputTokens,
        LimitUnit.TotalTokens => actual.InputTokens + actual.OutputTokens,
        LimitUnit.NanoDollars => actual.Nanos,
        _ => 0,
    };

    /// <summary>Raises what is due, without any gate held.</summary>
    private void Tell(in AdmissionNotes notes, Span<Hold> holds, in BookTime now)
    {
        if (alerts is null)
        {
            return;
        }

        foreach (var alert in notes.Alerts ?? [])
        {
            alerts.Raise(alert);
        }

        foreach (ref var hold in notes.IsAlertDue ? holds : [])
        {
            while (Due(hold.Counter, now) is { } alert)
            {
                alerts.Raise(alert);
            }
        }
    }

    private static BudgetAlert? Due(Counter counter, in BookTime now)
    {
        lock (counter.Gate)
        {
            return counter.NextAlert(now);
        }
    }
}
