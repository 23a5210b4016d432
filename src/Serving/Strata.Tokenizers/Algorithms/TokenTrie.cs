namespace Strata.Tokenizers.Algorithms;

/// <summary>
/// Prefix tree over spellings in UTF-16, for "which token starts here": edges in one hash map, so 100k tokens cost a few
/// megabytes. Filled once, then read by many threads.
/// </summary>
internal sealed class TokenTrie
{
    private readonly Dictionary<long, int> edges = [];
    private readonly List<int> values = [-1];
    private readonly HashSet<char> firsts = [];

    /// <summary>The characters with which spellings start.</summary>
    public IReadOnlyCollection<char> Firsts => firsts;

    /// <summary>Adds a spelling; where it is known, the first one stays. Empty spellings are ignored.</summary>
    public void Add(ReadOnlySpan<char> text, int value)
    {
        if (text.IsEmpty)
        {
            return;
        }

        firsts.Add(text[0]);
        var node = 0;
        foreach (var c in text)
        {
            if (!edges.TryGetValue(Edge(node, c), out var child))
            {
                child = values.Count;
                values.Add(-1);
                edges[Edge(node, c)] = child;
            }

            node = child;
        }

        if (values[node] < 0)
        {
            values[node] = value;
        }
    }

    /// <summary>Node after <paramref name="c"/>, or -1. The root is node 0.</summary>
    public int Step(int node, char c) => edges.TryGetValue(Edge(node, c), out var child) ? child : -1;

    /// <summary>The value that ends at a node, or -1.</summary>
    public int Value(int node) => values[node];

    /// <summary>The longest spelling that starts at the front of <paramref name="text"/>, or -1.</summary>
    public int Longest(ReadOnlySpan<char> text, out int length)
    {
        var found = -1;
        length = 0;
        var node = 0;
        for (var i = 0; i < text.Length; i++)
        {
            node = Step(node, text[i]);
            if (node < 0)
            {
                break;
            }

            if (values[node] >= 0)
            {
                found = values[node];
                length = i + 1;
            }
        }

        return found;
    }

    private static long Edge(int node, char c) => ((long)node << 16) | c;
}
