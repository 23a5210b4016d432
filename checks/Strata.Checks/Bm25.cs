using System.Text.RegularExpressions;

namespace Strata.Checks;

/// <summary>Lucene's BM25 (k1 = 1.2, b = 0.75) over runs of letters and digits in lower case: what vectors are held against.</summary>
internal sealed partial class Bm25
{
    private readonly Dictionary<string, List<(int Document, int Count)>> postings = new(StringComparer.Ordinal);
    private readonly int[] lengths;
    private readonly double average;

    public Bm25(IReadOnlyList<string> documents)
    {
        lengths = new int[documents.Count];
        for (var d = 0; d < documents.Count; d++)
        {
            foreach (var group in Words(documents[d]).GroupBy(w => w))
            {
                lengths[d] += group.Count();
                if (!postings.TryGetValue(group.Key, out var list))
                {
                    postings[group.Key] = list = [];
                }

                list.Add((d, group.Count()));
            }
        }

        average = lengths.Average();
    }

    /// <summary>The best documents for a query, best first; ties by number.</summary>
    public IReadOnlyList<int> Best(string query, int count)
    {
        var scores = new Dictionary<int, double>();
        foreach (var word in Words(query))
        {
            if (!postings.TryGetValue(word, out var list))
            {
                continue;
            }

            var rarity = Rarity(word);
            foreach (var (document, times) in list)
            {
                scores[document] = scores.GetValueOrDefault(document) + (rarity * times / (times + (1.2 * (0.25 + (0.75 * lengths[document] / average)))));
            }
        }

        return [.. scores.OrderByDescending(s => s.Value).ThenBy(s => s.Key).Take(count).Select(s => s.Key)];
    }

    /// <summary>How rare a word is in the collection; what is in no document is as rare as can be.</summary>
    public double Rarity(string word)
    {
        var holders = postings.TryGetValue(word, out var list) ? list.Count : 0;
        return Math.Log(1 + ((lengths.Length - holders + 0.5) / (holders + 0.5)));
    }

    public static IEnumerable<string> Words(string text) => Word().Matches(text.ToLowerInvariant()).Select(m => m.Value);

    [GeneratedRegex("[a-z0-9]+")]
    private static partial Regex Word();
}
