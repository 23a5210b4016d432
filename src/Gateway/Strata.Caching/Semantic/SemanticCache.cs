using Strata.Numerics.Vectors;

namespace Strata.Caching.Semantic;

/// <summary>
/// Answers to questions of the same meaning. Partition and frame are part of the address, not a filter over a common index, so no
/// similarity can cross them. Among the questions of one address the nearest is taken where its cosine reaches the threshold and
/// its critical words are the same. Bounded: entries in all, entries of an address; the oldest leave first.
/// </summary>
public sealed class SemanticCache(TimeProvider time, int entriesMax)
{
    /// <summary>The most questions of one address: a scan of them takes some 100 µs.</summary>
    public const int AddressMax = 1_024;

    private readonly Lock gate = new();
    private readonly Dictionary<(string Partition, CacheKey Frame, string Embedder), List<SemanticEntry>> addresses = [];
    private readonly Queue<((string, CacheKey, string) Address, SemanticEntry Entry)> order = new();

    /// <summary>Questions kept.</summary>
    public int Count
    {
        get
        {
            lock (gate)
            {
                return order.Count;
            }
        }
    }

    /// <summary>The nearest question's answer, where it is near enough and asks for the same things.</summary>
    public async ValueTask<SemanticHit?> FindAsync(SemanticQuestion question, ITextEmbedder embedder, double threshold, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(embedder);
        SemanticEntry[] candidates;
        lock (gate)
        {
            if (!addresses.TryGetValue((question.Partition, question.Frame, embedder.Name), out var kept))
            {
                return null;
            }

            candidates = [.. kept];
        }

        if (await embedder.EmbedAsync(question.Text, cancellationToken) is not { } vector)
        {
            return null;
        }

        var critical = CriticalWords.Of(question.Text);
        var now = time.GetUtcNow();
        SemanticHit? best = null;
        foreach (var entry in candidates)
        {
            if (entry.Vector.Length == vector.Length && entry.Answer.ExpiresAt > now && entry.Critical == critical
                && Dot.Product(entry.Vector, vector) is var similarity && similarity >= threshold && similarity > (best?.Similarity ?? 0))
            {
                best = new SemanticHit(entry.Answer, similarity, entry.Question);
            }
        }

        return best;
    }

    /// <summary>Keeps a question with its answer.</summary>
    public async ValueTask PutAsync(SemanticQuestion question, ITextEmbedder embedder, CachedAnswer answer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(embedder);
        if (await embedder.EmbedAsync(question.Text, cancellationToken) is not { } vector)
        {
            return;
        }

        var address = (question.Partition, question.Frame, embedder.Name);
        var entry = new SemanticEntry(vector, CriticalWords.Of(question.Text), question.Text, answer);
        lock (gate)
        {
            if (!addresses.TryGetValue(address, out var kept))
            {
                addresses[address] = kept = [];
            }

            if (kept.Count >= AddressMax)
            {
                return;
            }

            kept.Add(entry);
            order.Enqueue((address, entry));
            while (order.Count > entriesMax)
            {
                Forget(order.Dequeue());
            }
        }
    }

    /// <summary>Forgets what a filter picks.</summary>
    /// <returns>How many questions went.</returns>
    public int Remove(Func<CachedAnswer, bool> which)
    {
        lock (gate)
        {
            var all = order.ToArray();
            order.Clear();
            foreach (var item in all)
            {
                if (which(item.Entry.Answer))
                {
                    Forget(item);
                }
                else
                {
                    order.Enqueue(item);
                }
            }

            return all.Length - order.Count;
        }
    }

    private void Forget(((string, CacheKey, string) Address, SemanticEntry Entry) item)
    {
        if (addresses.TryGetValue(item.Address, out var kept) && kept.Remove(item.Entry) && kept.Count == 0)
        {
            addresses.Remove(item.Address);
        }
    }
}
