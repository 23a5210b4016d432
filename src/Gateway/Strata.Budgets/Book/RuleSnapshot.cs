using System.Collections.Concurrent;
using Strata.Budgets.Rules;

namespace Strata.Budgets.Book;

/// <summary>
/// The rules in force, indexed by what they stand on. Finding the counts of a node costs one look-up whatever the number of rules;
/// a kind without rules costs none.
/// </summary>
internal sealed class RuleSnapshot
{
    private readonly Dictionary<LimitNode, List<RuleState>> scopes = [];
    private readonly ConcurrentDictionary<NodeKey, Counter[]> found = new();
    private readonly int kinds;

    public RuleSnapshot(IReadOnlyCollection<RuleState> rules)
    {
        Rules = rules;
        foreach (var state in rules)
        {
            var scope = state.Rule.Scope;
            kinds |= 1 << (int)scope.Kind;
            if (!scopes.TryGetValue(scope, out var list))
            {
                scopes.Add(scope, list = []);
            }

            list.Add(state);
        }
    }

    public static RuleSnapshot Empty { get; } = new([]);

    public IReadOnlyCollection<RuleState> Rules { get; }

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
