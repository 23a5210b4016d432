namespace Strata.Numerics.Vectors;

/// <summary>Binary heap over the caller's spans with the worst kept value on top: lower value, or equal value and higher index.</summary>
internal ref struct TopKHeap(Span<int> indices, Span<float> values)
{
    private readonly Span<int> indices = indices;
    private readonly Span<float> values = values;
    private int count;

    /// <summary>A value below this cannot enter.</summary>
    public readonly float Bar => count < values.Length ? float.NegativeInfinity : values[0];

    /// <summary>Takes a value in if it beats the worst; offers come with rising indices.</summary>
    public void Offer(float value, int index)
    {
        if (float.IsNaN(value))
        {
            return;
        }

        if (count < values.Length)
        {
            Rise(count++, value, index);
        }
        else if (value > values[0])
        {
            Sink(count, value, index);
        }
    }

    /// <summary>Orders the kept values best first and ends the heap's life.</summary>
    public readonly int Sort()
    {
        for (var last = count - 1; last > 0; last--)
        {
            var (value, index) = (values[last], indices[last]);
            (values[last], indices[last]) = (values[0], indices[0]);
            Sink(last, value, index);
        }

        return count;
    }

    private readonly void Rise(int at, float value, int index)
    {
        while (at > 0 && Worse(value, index, (at - 1) / 2))
        {
            (values[at], indices[at]) = (values[(at - 1) / 2], indices[(at - 1) / 2]);
            at = (at - 1) / 2;
        }

        (values[at], indices[at]) = (value, index);
    }

    /// <summary>Places a value from the top down in a heap of <paramref name="size"/>.</summary>
    private readonly void Sink(int size, float value, int index)
    {
        var at = 0;
        for (var child = 1; child < size; child = (2 * at) + 1)
        {
            if (child + 1 < size && Worse(values[child + 1], indices[child + 1], child))
            {
                child++;
            }

            if (Worse(value, index, child))
            {
                break;
            }

            (values[at], indices[at]) = (values[child], indices[child]);
            at = child;
        }

        (values[at], indices[at]) = (value, index);
    }

    private readonly bool Worse(float value, int index, int other) =>
        value < values[other] || (value == values[other] && index > indices[other]);
}
