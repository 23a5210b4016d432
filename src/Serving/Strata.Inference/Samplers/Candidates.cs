namespace Strata.Inference.Samplers;

/// <summary>
/// Tokens with their logits, likeliest first where that was asked for; ties go to the lower id, so the order is total.
/// Sized once for the vocabulary; nothing is allocated afterwards.
/// </summary>
internal sealed class Candidates(int vocabulary)
{
    private readonly Entry[] entries = new Entry[vocabulary];

    public Span<Entry> All => entries.AsSpan(0, Count);

    public int Count { get; private set; }

    /// <summary>Takes every token whose logit is a number and at least <paramref name="floor"/>.</summary>
    public void Load(ReadOnlySpan<float> logits, float floor)
    {
        Count = 0;
        for (var id = 0; id < logits.Length; id++)
        {
            if (logits[id] >= floor)
            {
                entries[Count++] = new Entry(logits[id], id);
            }
        }
    }

    public void KeepFirst(int count) => Count = Math.Min(Count, Math.Max(1, count));

    /// <summary>Brings the likeliest <paramref name="count"/> to the front in order (quickselect, then a sort of the front).</summary>
    public void SortFront(int count)
    {
        count = Math.Min(count, Count);
        var (left, right) = (0, Count - 1);
        while (left < right && count < Count)
        {
            var split = Partition(left, right);
            if (split == count)
            {
                break;
            }

            (left, right) = split < count ? (split + 1, right) : (left, split - 1);
        }

        entries.AsSpan(0, count).Sort();
    }

    private int Partition(int left, int right)
    {
        var middle = left + ((right - left) / 2);
        (entries[middle], entries[right]) = (entries[right], entries[middle]);
        var pivot = entries[right];
        var store = left;
        for (var i = left; i < right; i++)
        {
            if (entries[i].CompareTo(pivot) < 0)
            {
                (entries[i], entries[store]) = (entries[store], entries[i]);
                store++;
            }
        }

        (entries[store], entries[right]) = (entries[right], entries[store]);
        return store;
    }

    /// <summary>One token; the order is likeliest first.</summary>
    internal readonly record struct Entry(float Logit, int Id) : IComparable<Entry>
    {
        public int CompareTo(Entry other) => Logit != other.Logit ? other.Logit.CompareTo(Logit) : Id.CompareTo(other.Id);
    }
}
