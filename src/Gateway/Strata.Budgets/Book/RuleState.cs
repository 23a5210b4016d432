using Strata.Budgets.Rules;

namespace Strata.Budgets.Book;

/// <summary>
/// A rule in force and its counts, one per node. It outlives a change of the amount, so what was spent stays spent. Past a bound
/// the nodes of a rule over a whole kind share one count: a flood of made-up names fills that rule's and nobody else's.
/// </summary>
internal sealed class RuleState(LimitRule rule, string source, CounterSource counters)
{
    private readonly Lock gate = new();
    private readonly Dictionary<(string Organization, string Id), Counter> nodes = [];
    private LimitRule rule = rule;
    private Counter? shared;

    public string Source { get; } = source;

    /// <summary>Unit and window as one text: what makes counts of the same name another thing.</summary>
    public string Shape { get; } = $"{LimitWords.Of(rule.Unit)}/{rule.Window}";

    public LimitRule Rule
    {
        get => Volatile.Read(ref rule);
        set => Volatile.Write(ref rule, value);
    }

    /// <summary>The count of a node, made where there is none.</summary>
    /// <param name="organization">The caller's organisation.</param>
    /// <param name="node">The node.</param>
    /// <param name="isShared">Whether it is the one that all nodes past the bound share.</param>
    public Counter CounterOf(string organization, in LimitNode node, out bool isShared)
    {
        var partition = node.Kind < NodeKind.Provider ? organization : Rule.Organization ?? "";
        lock (gate)
        {
            isShared = false;
            if (nodes.TryGetValue((partition, node.Id), out var counter))
            {
                return counter;
            }

            if (nodes.Count >= counters.Limits.NodesPerRuleMax)
            {
                isShared = true;
                return shared ??= counters.New(this, "", LimitNode.Each(node.Kind));
            }

            counter = counters.New(this, partition, node);
            nodes.Add((partition, node.Id), counter);
            return counter;
        }
    }

    /// <summary>All counts there are now.</summary>
    public Counter[] Counters()
    {
        lock (gate)
        {
            return shared is null ? [.. nodes.Values] : [.. nodes.Values, shared];
        }
    }

    /// <summary>Drops the counts that are zero and held by nobody.</summary>
    public void Sweep(Windows.BookTime now)
    {
        lock (gate)
        {
            foreach (var ((organization, id), counter) in nodes)
            {
                if (counter.TryRetire(now))
                {
                    nodes.Remove((organization, id));
                }
            }
        }
    }
}
