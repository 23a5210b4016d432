using Strata.Budgets.Headers;
using Strata.Budgets.Rules;
using Strata.Core.Results;

namespace Strata.Budgets.Book;

/// <summary>
/// What one request holds of every limit it meets. It ends once: settled with what was used, or disposed, which gives everything
/// back; whatever comes second does nothing, from any thread. So a slot cannot leak where the reservation is in a <c>using</c>.
/// </summary>
public sealed class Reservation : IDisposable
{
    private readonly BudgetBook book;
    private readonly string organization;
    private readonly Amounts need;
    private Windows.BookTime at;
    private Windows.BookTime targetAt;
    private HoldList inline;
    private Hold[]? spilled;
    private int count;
    private int targetFrom = -1;
    private Actual dropped = new() { Requests = 0, Nanos = 0 };
    private long coveredOutput = long.MaxValue;
    private long coveredNanos = long.MaxValue;
    private bool ended;

    internal Reservation(BudgetBook book, in ReserveRequest request, in Windows.BookTime at)
    {
        this.book = book;
        this.at = at;
        organization = request.Organization;
        need = new Amounts(Math.Max(0, request.InputTokens), Math.Max(0, request.OutputTokens), Math.Max(0, request.Nanos ?? 0), Math.Max(0, request.NanosSure));
    }

    /// <summary>The soft limit that this request went past, for a header of the answer; null where none.</summary>
    public LimitRule? SoftExceeded { get; internal set; }

    /// <summary>Why <see cref="TryTopUp"/> said no; null where it did not.</summary>
    public Problem? CutOff { get; private set; }

    /// <summary>How the limits of this request stand now, for the headers of the answer; null where none has a window of a day or less.</summary>
    public LimitHeaders? State
    {
        get
        {
            lock (this)
            {
                return book.HeadersOf(Holds[..(targetFrom < 0 ? count : targetFrom)]);
            }
        }
    }

    internal string Organization => organization;

    internal ref readonly Amounts Need => ref need;

    internal int Count => count;

    internal Span<Hold> Holds => spilled is null ? ((Span<Hold>)inline)[..count] : spilled.AsSpan(0, count);

    /// <summary>
    /// Called while an answer streams, with all that it has come to. Mostly one comparison; where more came than was reserved, more is
    /// reserved, a slice at a time.
    /// </summary>
    /// <param name="outputTokensSoFar">Tokens of the answer until now.</param>
    /// <param name="nanosSoFar">The cost until now, the prompt's included; 0 where there is no price.</param>
    /// <returns>False where a strict limit is used up: the answer must end here. <see cref="CutOff"/> says which.</returns>
    public bool TryTopUp(long outputTokensSoFar, long nanosSoFar)
    {
        if (outputTokensSoFar <= Volatile.Read(ref coveredOutput) && nanosSoFar <= Volatile.Read(ref coveredNanos))
        {
            return true;
        }

        lock (this)
        {
            if (!ended && book.Grow(Holds, need with { Output = outputTokensSoFar, Nanos = nanosSoFar }, need) is { } exhausted)
            {
                CutOff = exhausted;
                return false;
            }

            Cover();
            return true;
        }
    }

    /// <summary>Ends the request with what it used. Attempts that were dropped before count in it.</summary>
    public void Settle(in Actual actual)
    {
        lock (this)
        {
            if (!ended)
            {
                ended = true;
                var last = new Actual
                {
                    InputTokens = Math.Max(0, actual.InputTokens - dropped.InputTokens),
                    OutputTokens = Math.Max(0, actual.OutputTokens - dropped.OutputTokens),
                    Nanos = actual.Nanos - (dropped.Nanos ?? 0) is { } nanos ? Math.Max(0, nanos) : null,
                    Requests = actual.Requests,
                };
                var split = targetFrom < 0 ? count : targetFrom;
                book.Settle(Holds[split..], last, targetAt);
                book.Settle(Holds[..split], actual, at);
            }
        }
    }

    /// <summary>Gives back what an attempt held of its provider, model and deployment, and counts there what it used.</summary>
    public void DropTarget(in Actual used)
    {
        lock (this)
        {
            if (!ended && targetFrom >= 0)
            {
                book.Settle(Holds[targetFrom..], used, targetAt);
                Holds[targetFrom..].Clear();
                (count, targetFrom) = (targetFrom, -1);
                dropped = new Actual
                {
                    InputTokens = dropped.InputTokens + used.InputTokens,
                    OutputTokens = dropped.OutputTokens + used.OutputTokens,
                    Nanos = dropped.Nanos + (used.Nanos ?? 0),
                };
                Cover();
            }
        }
    }

    /// <summary>Gives back what an attempt held that never reached its provider.</summary>
    public void DropTarget() => DropTarget(new Actual { Requests = 0, Nanos = 0 });

    /// <summary>Gives everything back, as if the request had never been.</summary>
    public void Dispose() => Settle(new Actual { Requests = 0, Nanos = 0 });

    internal bool TryAdd(Counter counter)
    {
        if (spilled is null && count == HoldList.Length)
        {
            spilled = new Hold[book.Limits.RulesPerRequestMax];
            ((Span<Hold>)inline).CopyTo(spilled);
        }

        if (count == spilled?.Length)
        {
            return false;
        }

        count++;
        Holds[^1] = new Hold { Counter = counter };
        return true;
    }

    /// <summary>Shortens the list; what is cut off was never taken.</summary>
    internal void Trim(int length)
    {
        Holds[length..].Clear();
        count = length;
    }

    /// <summary>Adds an attempt's nodes under this reservation's own lock; an earlier attempt's leave first.</summary>
    internal Result<Done> AddTarget(ReadOnlySpan<LimitNode> nodes, in Windows.BookTime now)
    {
        lock (this)
        {
            if (ended)
            {
                return Done.Value;
            }

            DropTarget();
            var from = count;
            targetAt = now;
            if (book.Take(this, nodes, from, now) is { } problem)
            {
                return problem;
            }

            targetFrom = from;
            Cover();
            return Done.Value;
        }
    }

    /// <summary>How far an answer may go without asking.</summary>
    internal void Cover()
    {
        var (output, nanos) = (long.MaxValue, long.MaxValue);
        foreach (ref var hold in Holds)
        {
            switch (hold.Counter.Rule.Unit)
            {
                case LimitUnit.OutputTokens:
                    output = Math.Min(output, hold.Amount);
                    break;
                case LimitUnit.TotalTokens:
                    output = Math.Min(output, hold.Amount - need.Input);
                    break;
                case LimitUnit.NanoDollars:
                    nanos = Math.Min(nanos, hold.Amount);
                    break;
            }
        }

        Volatile.Write(ref coveredOutput, output);
        Volatile.Write(ref coveredNanos, nanos);
    }
}
