using System.Diagnostics;

namespace Strata.Numerics.Threads;

/// <summary>
/// Runs the chunks of one kernel on the calling thread and some helpers.
///   1. The caller publishes the job and the number of chunks in one 64-bit ticket: generation, chunks left.
///   2. Everyone takes chunks by compare-and-swap on the ticket; a helper that comes late finds none and goes back.
///   3. The caller waits only for chunks that a helper has taken and not finished.
/// Invariant: job fields are read only by someone who holds an unfinished chunk, so <see cref="Run"/> cannot have returned.
/// Under contention a helper can be descheduled in the middle of a chunk. When that costs the caller more than
/// <see cref="SpinUs"/>, the pool works without helpers for <see cref="RestFactor"/> times the lost time, so waiting for late
/// helpers never takes more than about a twentieth of the whole.
/// </summary>
public sealed unsafe partial class WorkerPool : IDisposable
{
    private const int SpinUs = 40;
    private const int RestFactor = 20;

    private readonly Thread[] helpers;
    private readonly Lock running = new();
    private readonly object gate = new();
    private long ticket;
    private int unfinished;
    private int parked;
    private long restUntil;
    private volatile bool stopping;
    private delegate*<void*, int, void> body;
    private void* state;
    private int chunks;

    /// <summary>Starts <paramref name="threads"/> − 1 helpers.</summary>
    /// <param name="threads">Threads that work at once, the caller included: 1 to 1024.</param>
    public WorkerPool(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(threads, 1024);
        helpers = new Thread[threads - 1];
        for (var i = 0; i < helpers.Length; i++)
        {
            helpers[i] = new Thread(Help) { IsBackground = true, Name = $"strata-numerics-{i + 1}" };
            helpers[i].Start();
        }
    }

    /// <summary>A pool without helpers: everything runs on the calling thread.</summary>
    public static WorkerPool Single { get; } = new(1);

    /// <summary>Threads that work at once, the caller included.</summary>
    public int Threads => helpers.Length + 1;

    /// <summary>Ends the helpers. Products that still run finish on their caller.</summary>
    public void Dispose()
    {
        stopping = true;
        lock (gate)
        {
            Monitor.PulseAll(gate);
        }
    }

    /// <summary>
    /// Calls <paramref name="work"/> once for each chunk 0 … <paramref name="count"/> − 1, in any order, on any thread.
    /// When another product is running on this pool, everything runs on the calling thread.
    /// </summary>
    internal void Run(void* context, delegate*<void*, int, void> work, int count)
    {
        if (helpers.Length == 0 || count < 2 || stopping || !running.TryEnter())
        {
            Alone(context, work, count);
            return;
        }

        try
        {
            if (Stopwatch.GetTimestamp() < restUntil)
            {
                Alone(context, work, count);
            }
            else
            {
                Share(context, work, count);
            }
        }
        finally
        {
            running.Exit();
        }
    }

    private static void Alone(void* context, delegate*<void*, int, void> work, int count)
    {
        for (var i = 0; i < count; i++)
        {
            work(context, i);
        }
    }

    private void Share(void* context, delegate*<void*, int, void> work, int count)
    {
        state = context;
        body = work;
        chunks = count;
        Volatile.Write(ref unfinished, count);
        var generation = (uint)(Volatile.Read(ref ticket) >> 32) + 1;
        Interlocked.Exchange(ref ticket, ((long)generation << 32) | (uint)count);
        if (Volatile.Read(ref parked) > 0)
        {
            lock (gate)
            {
                Monitor.PulseAll(gate);
            }
        }

        while (TakeOne())
        {
        }

        Await();
    }

    private bool TakeOne()
    {
        var seen = Volatile.Read(ref ticket);
        while ((uint)seen != 0)
        {
            var found = Interlocked.CompareExchange(ref ticket, seen - 1, seen);
            if (found == seen)
            {
                body(state, chunks - (int)(uint)seen);
                Interlocked.Decrement(ref unfinished);
                return true;
            }

            seen = found;
        }

        return false;
    }

    private void Await()
    {
        if (Volatile.Read(ref unfinished) == 0)
        {
            return;
        }

        var start = Stopwatch.GetTimestamp();
        var spinner = default(SpinWait);
        while (Volatile.Read(ref unfinished) != 0)
        {
            if (Since(start) < SpinUs)
            {
                Thread.SpinWait(20);
            }
            else
            {
                spinner.SpinOnce(sleep1Threshold: -1); // gives the core to the helper that holds the last chunk
            }
        }

        var now = Stopwatch.GetTimestamp();
        if (Since(start) > SpinUs)
        {
            restUntil = now + ((now - start) * RestFactor);
        }
    }

    private void Help()
    {
        while (!stopping)
        {
            while (TakeOne())
            {
            }

            var start = Stopwatch.GetTimestamp();
            while ((uint)Volatile.Read(ref ticket) == 0 && Since(start) < SpinUs)
            {
                Thread.SpinWait(20);
            }

            if ((uint)Volatile.Read(ref ticket) == 0)
            {
                Park();
            }
        }
    }

    private void Park()
    {
        lock (gate)
        {
            Interlocked.Increment(ref parked); // a full fence: either we see the new ticket, or its publisher sees us
            while ((uint)Volatile.Read(ref ticket) == 0 && !stopping)
            {
                Monitor.Wait(gate);
            }

            Interlocked.Decrement(ref parked);
        }
    }

    private static long Since(long start) => (long)Stopwatch.GetElapsedTime(start).TotalMicroseconds;
}
