using Strata.Budgets.Rules;
using Strata.Budgets.Windows;

namespace Strata.Budgets.Book;

/// <summary>
/// Takes from several counts, all or nothing: every gate is entered, in the order of the counts' numbers, before the first is
/// looked at. Trying one after the other would let two requests that block each other both fail where one fits.
/// </summary>
internal static class Admission
{
    public enum Outcome
    {
        Taken,
        Refused,
        Stale,
    }

    /// <summary>Orders the holds by their counts' numbers and drops doubles.</summary>
    /// <returns>How many are left.</returns>
    public static int Order(Span<Hold> holds)
    {
        for (var i = 1; i < holds.Length; i++)
        {
            var hold = holds[i];
            var j = i - 1;
            for (; j >= 0 && holds[j].Counter.Ordinal > hold.Counter.Ordinal; j--)
            {
                holds[j + 1] = holds[j];
            }

            holds[j + 1] = hold;
        }

        var kept = holds.Length == 0 ? 0 : 1;
        for (var i = 1; i < holds.Length; i++)
        {
            if (!ReferenceEquals(holds[i].Counter, holds[kept - 1].Counter))
            {
                holds[kept++] = holds[i];
            }
        }

        return kept;
    }

    /// <summary>Takes what the request needs of each count, or nothing of any.</summary>
    /// <param name="holds">The counts, in order; their amounts are written.</param>
    /// <param name="need">What is asked for.</param>
    /// <param name="now">The present.</param>
    /// <param name="notes">What the caller must know: why it was refused, what was passed over.</param>
    public static Outcome TryTake(Span<Hold> holds, in Amounts need, in BookTime now, ref AdmissionNotes notes)
    {
        var entered = 0;
        try
        {
            foreach (ref var hold in holds)
            {
                hold.Counter.Gate.Enter();
                entered++;
                if (hold.Counter.IsRetired)
                {
                    return Outcome.Stale;
                }

                hold.Counter.Advance(now);
            }

            if (!FitsAll(holds, need, now, ref notes))
            {
                return Outcome.Refused;
            }

            foreach (ref var hold in holds)
            {
                hold.Counter.Take(hold.Amount);
                notes.IsAlertDue |= hold.Counter.IsAlertDue;
            }

            return Outcome.Taken;
        }
        finally
        {
            while (entered > 0)
            {
                holds[--entered].Counter.Gate.Exit();
            }
        }
    }

    private static bool FitsAll(Span<Hold> holds, in Amounts need, in BookTime now, ref AdmissionNotes notes)
    {
        var passes = true;
        foreach (ref var hold in holds)
        {
            var counter = hold.Counter;
            if (counter.Fits(need, out hold.Amount))
            {
                continue;
            }

            if (counter.Rule.Mode == LimitMode.Strict)
            {
                passes = false;
                notes.Refuse(counter, need, now);
            }
            else
            {
                // What is passed is counted in full, beyond the amount too.
                hold.Amount = need.Likely(counter.Rule.Unit);
                notes.Pass(counter, now);
            }
        }

        return passes;
    }
}
