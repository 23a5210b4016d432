using System.Globalization;
using Strata.Ledger.Pricing;
using Strata.Ledger.Rows;
using Strata.Tests.Shared.Upstream;

namespace Strata.Tests.Shared.Gateway;

/// <summary>What a <see cref="MoneyRun"/> came to.</summary>
internal sealed record MoneyResult
{
    /// <summary>Rows in the ledger.</summary>
    public required int Rows { get; init; }

    public required long LedgerNanos { get; init; }

    public required long BillNanos { get; init; }

    /// <summary>What the budget of the organisation says is spent.</summary>
    public long BudgetNanos { get; init; }

    /// <summary>What is still reserved of any limit when nothing runs any more.</summary>
    public long Leaked { get; init; }

    /// <summary>Calls by how they ended, as the ledger says it.</summary>
    public required string Ends { get; init; }

    /// <summary>Calls whose row is missing, double, unpriced or differs from the bill; the first few.</summary>
    public required IReadOnlyList<string> Wrong { get; init; }

    /// <summary>Callers that left while a provider that had their request went on: their row is one of its bills, in whole pieces, up to the last that it sent.</summary>
    public int LeftAtWork { get; init; }

    /// <summary>Calls that a cache answered.</summary>
    public int Hits { get; init; }

    public long SavedNanos { get; init; }

    public static MoneyResult Of(IReadOnlyList<MoneyCall> calls, IReadOnlyList<LedgerRow> rows, ILookup<string, UpstreamEntry> log, IReadOnlyDictionary<int, int> left)
    {
        var found = new List<LedgerRow>[calls.Count];
        foreach (var row in rows)
        {
            (found[int.Parse(row.Tags.Single()[5..], CultureInfo.InvariantCulture)] ??= []).Add(row);
        }

        var (wrong, billed, atWork) = (new List<string>(), 0L, 0);
        foreach (var call in calls)
        {
            if (found[call.Number] is not [{ } row])
            {
                wrong.Add($"{call}: {found[call.Number]?.Count ?? 0} rows");
            }
            else if (!call.IsRepeat)
            {
                var bills = Bills(call, [.. log[call.Key]], left.TryGetValue(call.Number, out var words) ? words : null);
                var bill = row.CostNanos is { } cost && bills.Contains(cost) ? cost : bills[^1];
                atWork += bills.Count > 1 ? 1 : 0;
                billed += bill;
                if (row.CostNanos != bill)
                {
                    wrong.Add(Difference(call, row, bills));
                }
            }
        }

        foreach (var question in calls.Where(c => c.IsRepeat && found[c.Number] is [_]).GroupBy(c => c.Key))
        {
            billed += Repeats([.. question], c => found[c.Number][0], [.. log[question.Key]], wrong);
        }

        return new MoneyResult
        {
            Rows = rows.Count,
            LedgerNanos = rows.Sum(r => r.CostNanos ?? 0),
            BillNanos = billed,
            Wrong = wrong,
            LeftAtWork = atWork,
            Hits = rows.Count(IsHit),
            SavedNanos = rows.Sum(r => r.SavedNanos),
            Ends = string.Join(", ", rows.GroupBy(r => IsHit(r) ? "Cached" : r.Attempts.Count > 1 && r.Status == LedgerStatus.Ok ? "FailedOver" : r.Status.ToString())
                .OrderByDescending(g => g.Count()).Select(g => $"{g.Count()} {g.Key}")),
        };
    }

    private static bool IsHit(LedgerRow row) => row.CacheStatus is "exact" or "shared";

    /// <summary>
    /// What a call may have cost. One amount, but where its caller left while the last provider went on: that provider cannot know what of its
    /// last pieces was still read, so it is any of its bills from the last word seen to the last piece sent.
    /// </summary>
    private static List<long> Bills(MoneyCall call, IReadOnlyList<UpstreamEntry> entries, int? wordsSeen)
    {
        var (before, last) = (0L, new List<long> { 0L });
        for (var i = 0; i < entries.Count; i++)
        {
            var price = MoneyRun.PriceOf(entries[i].Request.Model[4..]);
            if (i < entries.Count - 1 || wordsSeen is null)
            {
                before += Nanos(price, entries[i].Bill(call.PromptUntold));
            }
            else
            {
                last = [.. entries[i].Bills(call.PromptUntold, wordsSeen.Value).Select(b => Nanos(price, b)).Distinct()];
            }
        }

        return [.. last.Select(l => before + l)];
    }

    /// <summary>Equal questions: each answer of the provider is on one row, and every other row is free and says what such an answer costs.</summary>
    private static long Repeats(IReadOnlyList<MoneyCall> calls, Func<MoneyCall, LedgerRow> rowOf, IReadOnlyList<UpstreamEntry> entries, List<string> wrong)
    {
        var bills = entries.Select(e => Nanos(MoneyRun.PriceOf(e.Request.Model[4..]), e.Bill(calls[0].PromptUntold))).ToList();
        var hits = calls.Where(c => IsHit(rowOf(c))).ToList();
        wrong.AddRange(hits.Where(c => rowOf(c) is not { CostNanos: 0, Attempts.Count: 0 } hit || !bills.Contains(hit.SavedNanos)).Select(c =>
            $"{c}: a hit that costs {rowOf(c).CostNanos} and saves {rowOf(c).SavedNanos}"));
        var paid = calls.Except(hits).ToList();
        if (paid.Count != bills.Count || paid.Count == 0)
        {
            wrong.Add($"{calls[0].Key}: {paid.Count} of {calls.Count} rows are no hits, and the provider answered {bills.Count} times");
        }

        wrong.AddRange(paid.Where(c => rowOf(c).CostNanos is not { } cost || !bills.Contains(cost)).Select(c => Difference(c, rowOf(c), bills)));
        return bills.Sum();
    }

    private static string Difference(MoneyCall call, LedgerRow row, IReadOnlyList<long> bills)
    {
        var attempts = string.Join(", ", row.Attempts.Select(a => $"{a.Outcome} {a.Reason} {a.Usage.Input}+{a.Usage.CachedInput}+{a.Usage.Output}"));
        return $"{call}: the row says {row.CostNanos?.ToString(CultureInfo.InvariantCulture) ?? "unpriced"} ({row.Status}; {attempts}), the bill {string.Join(" or ", bills.Take(8))}";
    }

    /// <summary>Our own arithmetic, apart from the price book's: tokens × dollars per million, each class rounded once, half away from zero.</summary>
    private static long Nanos(PriceOptions price, UpstreamCounts bill) =>
        Class(bill.Prompt - bill.Cached, price.Input) + Class(bill.Cached, price.CachedInput) + Class(bill.Completion, price.Output);

    private static long Class(long tokens, decimal? dollarsPerMillion) => (long)decimal.Round(tokens * dollarsPerMillion!.Value * 1_000m, 0, MidpointRounding.AwayFromZero);
}
