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

    public static MoneyResult Of(IReadOnlyList<MoneyCall> calls, IReadOnlyList<LedgerRow> rows, IEnumerable<UpstreamEntry> log, Func<UpstreamEntry, int> numberOf)
    {
        var bills = new long[calls.Count];
        var found = new List<LedgerRow>[calls.Count];
        foreach (var entry in log)
        {
            bills[numberOf(entry)] += Nanos(MoneyRun.PriceOf(entry.Request.Model[4..]), entry.Bill(calls[numberOf(entry)].PromptUntold));
        }

        foreach (var row in rows)
        {
            (found[int.Parse(row.Tags.Single()[5..], CultureInfo.InvariantCulture)] ??= []).Add(row);
        }

        var wrong = new List<string>();
        foreach (var call in calls)
        {
            var bill = bills[call.Number];
            if (found[call.Number] is not [{ } row])
            {
                wrong.Add($"{call}: {found[call.Number]?.Count ?? 0} rows");
            }
            else if (row.CostNanos != bill)
            {
                var attempts = string.Join(", ", row.Attempts.Select(a => $"{a.Outcome} {a.Reason} {a.Usage.Input}+{a.Usage.CachedInput}+{a.Usage.Output}"));
                wrong.Add($"{call}: the row says {row.CostNanos?.ToString(CultureInfo.InvariantCulture) ?? "unpriced"} ({row.Status}; {attempts}), the bill {bill}");
            }
        }

        return new MoneyResult
        {
            Rows = rows.Count,
            LedgerNanos = rows.Sum(r => r.CostNanos ?? 0),
            BillNanos = bills.Sum(),
            Wrong = wrong,
            Ends = string.Join(", ", rows.GroupBy(r => r.Attempts.Count > 1 && r.Status == LedgerStatus.Ok ? "FailedOver" : r.Status.ToString()).OrderByDescending(g => g.Count()).Select(g => $"{g.Count()} {g.Key}")),
        };
    }

    /// <summary>Our own arithmetic, apart from the price book's: tokens × dollars per million, each class rounded once, half away from zero.</summary>
    private static long Nanos(PriceOptions price, UpstreamCounts bill) =>
        Class(bill.Prompt - bill.Cached, price.Input) + Class(bill.Cached, price.CachedInput) + Class(bill.Completion, price.Output);

    private static long Class(long tokens, decimal? dollarsPerMillion) => (long)decimal.Round(tokens * dollarsPerMillion!.Value * 1_000m, 0, MidpointRounding.AwayFromZero);
}
