using System.Collections.Concurrent;
using System.Collections.Immutable;
using Strata.Budgets.Rules;

namespace Strata.Budgets.Book;

/// <summary>
/// The rules in force, indexed by what they stand on. Finding the counts of a node costs one look-up whatever the number of rules;
/// a kind without rules costs none.
/// </summary>
internal sealed class RuleSnapshot
{
    private readonly ImmutableDictionary<LimitNode, RuleState[]> scopes;
    private readonly ConcurrentDictionary<NodeKey, Counter[]> found;
    private readonly int kinds;
    private volatile bool isOver;

    public RuleSnapshot(IReadOnlyCollection<RuleState> rules)
        : this(rules.GroupBy(r => r.Rule.Scope).ToImmutableDictionary(g => g.Key, g => g.ToArray()), new())
    {
        foreach (var state in rules)
        {
            kinds |= 1 << (int)state.Rule.Scope.Kind;
        }
    }

    private RuleSnapshot(ImmutableDictionary<LimitNode, RuleState[]> scopes, ConcurrentDictionary<NodeKey, Counter[]> found) => (this.scopes, this.found) = (scopes, found);

    private RuleSnapshot(RuleSnapshot before, ImmutableDictionary<LimitNode, RuleState[]> scopes, LimitNode changed)
        : this(scopes, before.found) => kinds = before.kinds | (1 << (int)changed.Kind);

    public static RuleSnapshot Empty { get; } = new([]);

    public IReadOnlyCollection<RuleState> Rules => [.. scopes.Values.SelectMany(s => s)];

    /// <summary>The rules on a scope.</summary>
    public RuleState[] On(LimitNode scope) => scopes.GetValueOrDefault(scope, []);

    /// <summary>The same with other rules on one node; this one is over then. What was found for other nodes stays found.</summary>
    public RuleSnapshot With(LimitNode node, RuleState[] rules)
    {
        var next = new RuleSnapshot(this, rules.Length == 0 ? scopes.Remove(node) : scopes.SetItem(node, rules), node);
        isOver = true;
        foreach (var organization in scopes.GetValueOrDefault(node, []).Concat(rules).Select(s => s.Rule.Organization).Distinct())
        {
            if (organization is null)
            {
                found.Clear();
            }
            else
            {
                found.TryRemove(new NodeKey(organization, node), out _);
            }
        }

        return next;
    }

    public Counter[] Find(string organization, in LimitNode node)
    {
        if ((kinds & (1 << (int)node.Kind)) == 0)
        {
            return [];
        }

        var key = new NodeKey(organization, node);
        return found.TryGetValue(key, out var counters) ? counters : Look(key);
    }

    /// <summary>Forgets a node whose counts were swept away.</summary>
    public void Forget(string organization, in LimitNode node) => found.TryRemove(new NodeKey(organization, node), out _);

    /// <summary>Drops counts that are zero, and what was remembered of them.</summary>
    public void Sweep(Windows.BookTime now)
    {
        foreach (var rule in Rules)
        {
            rule.Sweep(now);
        }

        foreach (var (key, counters) in found)
        {
            if (Array.TrueForAll(counters, c => c.IsRetired))
            {
                found.TryRemove(key, out _);
            }
        }
    }

    private Counter[] Look(in NodeKey key)
    {
        var counters = new List<Counter>();
        var anyShared = Gather(key, key.Node, counters) | Gather(key, LimitNode.Each(key.Node.Kind), counters);
        var array = counters.ToArray();

        // A flood of names must not fill this memory either: nodes that share a count are looked up each time.
        if (array.Length > 0 && !anyShared)
        {
            found.TryAdd(key, array);
            if (isOver)
            {
                found.TryRemove(key, out _); // by rules that may be over too
            }
        }

        return array;
    }

    private bool Gather(in NodeKey key, in LimitNode scope, List<Counter> counters)
    {
        var anyShared = false;
        if (scopes.TryGetValue(scope, out var rules))
        {
            foreach (var rule in rules)
            {
                if (rule.Rule.Organization is null || rule.Rule.Organization == key.Organization)
                {
                    counters.Add(rule.CounterOf(key.Organization, key.Node, out var isShared));
                    anyShared |= isShared;
                }
            }
        }

        return anyShared;
    }

    private readonly record struct NodeKey(string Organization, LimitNode Node)
    {
        public bool Equals(NodeKey other) => Node.Kind == other.Node.Kind && Node.Id == other.Node.Id && Organization == other.Organization;

        public override int GetHashCode() => (string.GetHashCode(Node.Id) * 31) + (int)Node.Kind + (string.GetHashCode(Organization) * 17);
    }
}
