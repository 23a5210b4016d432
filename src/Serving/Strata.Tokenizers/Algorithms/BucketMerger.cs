namespace Strata.Tokenizers.Algorithms;

/// <summary>
/// Merging for long words in near-linear time. Pairs of one rank wait in one bucket, and a heap
/// holds the ranks, so the heap's cost is paid per distinct rank and not per pair: ten million equal letters are a
/// handful of buckets. A merge may make a pair of lower rank than the bucket at hand; then the bucket waits again.
/// </summary>
internal sealed class BucketMerger(PairTable table, int count)
{
    private readonly int[] next = new int[count];
    private readonly int[] previous = new int[count];
    private readonly Dictionary<int, Bucket> buckets = [];
    private readonly PriorityQueue<Bucket, int> queue = new();

    public int Merge(Span<int> symbols, Span<int> lengths)
    {
        for (var i = 0; i < count; i++)
        {
            previous[i] = i - 1;
            next[i] = i + 1 < count ? i + 1 : -1;
        }

        for (var i = 0; i + 1 < count; i++)
        {
            Offer(symbols, i);
        }

        while (queue.TryDequeue(out var bucket, out _))
        {
            bucket.Queued = false;
            Drain(bucket, symbols, lengths);
        }

        return Compact(symbols, lengths);
    }

    private void Drain(Bucket bucket, Span<int> symbols, Span<int> lengths)
    {
        while (bucket.TryTake(out var left))
        {
            var right = next[left];
            if (right == -1 || symbols[left] < 0 || table.Rank(symbols[left], symbols[right], out var merged) != bucket.Rank)
            {
                continue;
            }

            symbols[left] = merged;
            symbols[right] = -1;
            if (!lengths.IsEmpty)
            {
                lengths[left] += lengths[right];
            }

            next[left] = next[right];
            if (next[right] >= 0)
            {
                previous[next[right]] = left;
            }

            Offer(symbols, previous[left]);
            Offer(symbols, left);
            if (queue.TryPeek(out _, out var lowest) && lowest < bucket.Rank)
            {
                Enqueue(bucket);
                return;
            }
        }
    }

    private void Offer(Span<int> symbols, int left)
    {
        if (left < 0 || next[left] < 0)
        {
            return;
        }

        var rank = table.Rank(symbols[left], symbols[next[left]], out _);
        if (rank == int.MaxValue)
        {
            return;
        }

        if (!buckets.TryGetValue(rank, out var bucket))
        {
            buckets[rank] = bucket = new Bucket(rank);
        }

        bucket.Add(left);
        Enqueue(bucket);
    }

    private void Enqueue(Bucket bucket)
    {
        if (!bucket.Queued)
        {
            bucket.Queued = true;
            queue.Enqueue(bucket, bucket.Rank);
        }
    }

    private int Compact(Span<int> symbols, Span<int> lengths)
    {
        var kept = 0;
        for (var i = 0; i >= 0; i = next[i])
        {
            symbols[kept] = symbols[i];
            if (!lengths.IsEmpty)
            {
                lengths[kept] = lengths[i];
            }

            kept++;
        }

        return kept;
    }

    /// <summary>
    /// Positions of one rank, lowest first. Those that come in order are a list; those that come late, in the midst of what
    /// still waits, are a heap beside it, for sorting the list anew each time would be quadratic on ordinary prose.
    /// </summary>
    private sealed class Bucket(int rank)
    {
        private readonly List<int> positions = [];
        private readonly PriorityQueue<int, int> late = new();
        private int taken;

        public int Rank => rank;

        public bool Queued { get; set; }

        public void Add(int position)
        {
            if (positions.Count == taken || positions[^1] <= position)
            {
                positions.Add(position);
            }
            else
            {
                late.Enqueue(position, position);
            }
        }

        public bool TryTake(out int position)
        {
            var waits = taken < positions.Count;
            if (late.TryPeek(out position, out _) && (!waits || position < positions[taken]))
            {
                late.Dequeue();
                return true;
            }

            position = waits ? positions[taken++] : -1;
            if (taken == positions.Count)
            {
                positions.Clear();
                taken = 0;
            }

            return waits;
        }
    }
}
