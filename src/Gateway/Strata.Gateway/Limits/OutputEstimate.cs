using System.Collections.Concurrent;

namespace Strata.Gateway.Limits;

/// <summary>
/// How many tokens an answer of a model is likely to have: the 95th percentile of the last 32 answers, not the worst case.
/// Reserving worst cases starves a budget; reserving nothing overruns it.
/// </summary>
internal sealed class OutputEstimate
{
    public const long Unknown = 256;
    private const int Kept = 32;
    private const int ModelsMax = 4_096;
    private readonly ConcurrentDictionary<string, Window> windows = new(StringComparer.Ordinal);

    public long For(string model, long? asked)
    {
        var likely = windows.TryGetValue(model, out var window) ? window.High : Unknown;
        return asked is { } most ? Math.Min(most, likely) : likely;
    }

    public void Observe(string model, long tokens)
    {
        if (windows.TryGetValue(model, out var window) || (windows.Count < ModelsMax && (window = windows.GetOrAdd(model, static _ => new Window())) is not null))
        {
            window.Add(tokens);
        }
    }

    private sealed class Window
    {
        private readonly Lock gate = new();
        private readonly long[] ring = new long[Kept];
        private int count;
        private int next;
        private long high = Unknown;

        public long High => Volatile.Read(ref high);

        public void Add(long tokens)
        {
            lock (gate)
            {
                ring[next] = tokens;
                next = (next + 1) % Kept;
                count = Math.Min(count + 1, Kept);
                Span<long> sorted = stackalloc long[Kept];
                ring.AsSpan(0, count).CopyTo(sorted);
                sorted[..count].Sort();
                Volatile.Write(ref high, Math.Max(1, sorted[(int)Math.Ceiling(0.95 * count) - 1]));
            }
        }
    }
}
