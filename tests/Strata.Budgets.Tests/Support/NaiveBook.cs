using Strata.Budgets.Book;
using Strata.Budgets.Rules;
using Strata.Budgets.Windows;

namespace Strata.Budgets.Tests.Support;

/// <summary>The twin of the book: lists of everything that ever happened, summed anew each time. What a limit means stands here.</summary>
internal sealed class NaiveBook(IReadOnlyList<LimitRule> rules)
{
    private readonly List<(LimitRule Rule, LimitNode Node, BookTime At, long Amount)> spent = [];
    private readonly List<NaiveHold> holds = [];

    public NaiveRequest? Reserve(LimitNode[] nodes, long input, long output, long nanos, BookTime now)
    {
        var request = new NaiveRequest(input, output, nanos, now);
        return Take(request, nodes, now) ? request : null;
    }

    public bool AddTarget(NaiveRequest request, LimitNode[] nodes, BookTime now)
    {
        Drop(request, new Actual { Requests = 0, Nanos = 0 }, now);
        return request.HasTarget = Take(request, nodes, now, isTarget: true);
    }

    public bool TopUp(NaiveRequest request, long output, long nanos, BookTime now)
    {
        var ok = true;
        foreach (var hold in holds.Where(h => h.Request == request && h.Rule.Unit is LimitUnit.OutputTokens or LimitUnit.TotalTokens or LimitUnit.NanoDollars))
        {
            var need = Likely(hold.Rule.Unit, request.Input, output, nanos) - hold.Amount;
            if (need <= 0)
            {
                continue;
            }

            var slice = Math.Max(Likely(hold.Rule.Unit, request.Input, request.Output, request.Nanos) / 4, hold.Rule.Unit == LimitUnit.NanoDollars ? 1 : 16);
            var grow = Math.Max(need, slice);
            var taken = hold.Rule.Mode == LimitMode.Strict ? Math.Clamp(hold.Rule.Amount - Spent(hold.Rule, hold.Node, now) - Held(hold.Rule, hold.Node), 0, grow) : grow;
            hold.Amount += taken;
            ok &= taken >= need;
        }

        return ok;
    }

    public void Drop(NaiveRequest request, Actual used, BookTime now)
    {
        if (request.HasTarget)
        {
            request.HasTarget = false;
            End(request, used, now, target: true);
            request.Dropped = (request.Dropped.Input + used.InputTokens, request.Dropped.Output + used.OutputTokens, request.Dropped.Nanos + (used.Nanos ?? 0));
        }
    }

    public void Settle(NaiveRequest request, Actual used, BookTime now)
    {
        var last = used with
        {
            InputTokens = Math.Max(0, used.InputTokens - request.Dropped.Input),
            OutputTokens = Math.Max(0, used.OutputTokens - request.Dropped.Output),
            Nanos = used.Nanos is { } n ? Math.Max(0, n - request.Dropped.Nanos) : null,
        };
        End(request, last, now, target: true);
        End(request, used, now, target: false);
    }

    public long Spent(LimitRule rule, LimitNode node, BookTime now) =>
        spent.Where(s => s.Rule == rule && s.Node == node && Counts(rule, s.At, now)).Sum(s => s.Amount);

    public long Held(LimitRule rule, LimitNode node) => holds.Where(h => h.Rule == rule && h.Node == node && rule.Unit != LimitUnit.Requests).Sum(h => h.Amount);

    private bool Take(NaiveRequest request, LimitNode[] nodes, BookTime now, bool isTarget = false)
    {
        var asked = new List<NaiveHold>();
        foreach (var node in nodes.Distinct())
        {
            foreach (var rule in rules.Where(r => r.Scope == node || r.Scope == LimitNode.Each(node.Kind)))
            {
                var likely = Likely(rule.Unit, request.Input, request.Output, request.Nanos);
                var take = Math.Min(likely, rule.Amount);
                var sure = rule.Unit switch { LimitUnit.InputTokens or LimitUnit.TotalTokens => request.Input, LimitUnit.Requests or LimitUnit.Parallel => 1, _ => 0 };
                var room = rule.Amount - Spent(rule, node, now) - Held(rule, node);
                var fits = sure <= rule.Amount && (take == 0 ? room > 0 : take <= room);
                if (!fits && rule.Mode == LimitMode.Strict)
                {
                    return false;
                }

                asked.Add(new NaiveHold(request, rule, node, isTarget, now) { Amount = fits ? take : likely });
            }
        }

        holds.AddRange(asked);
        spent.AddRange(asked.Where(h => h.Rule.Unit == LimitUnit.Requests).Select(h => (h.Rule, h.Node, now, h.Amount)));
        return true;
    }

    private void End(NaiveRequest request, Actual used, BookTime now, bool target)
    {
        foreach (var hold in holds.Where(h => h.Request == request && h.IsTarget == target).ToArray())
        {
            holds.Remove(hold);
            if (hold.Rule.Unit == LimitUnit.Requests && used.Requests == 0)
            {
                spent.Remove((hold.Rule, hold.Node, hold.At, hold.Amount));
            }
            else if (hold.Rule.Unit is not (LimitUnit.Requests or LimitUnit.Parallel))
            {
                spent.Add((hold.Rule, hold.Node, now, Likely(hold.Rule.Unit, used.InputTokens, used.OutputTokens, used.Nanos ?? 0)));
            }
        }
    }

    private static bool Counts(LimitRule rule, BookTime at, BookTime now)
    {
        var width = ((long)rule.Window.Duration.TotalMilliseconds + 59) / 60;
        return rule.Window.Kind == WindowKind.Sliding ? (now.MonotonicMs / width) - (at.MonotonicMs / width) <= 60 : at.UtcMs >= rule.Window.Bounds(now.UtcMs).Start;
    }

    private static long Likely(LimitUnit unit, long input, long output, long nanos) => unit switch
    {
        LimitUnit.InputTokens => input,
        LimitUnit.OutputTokens => output,
        LimitUnit.TotalTokens => input + output,
        LimitUnit.NanoDollars => nanos,
        _ => 1,
    };
}
