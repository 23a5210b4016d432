using System.Globalization;
using Strata.Tests.Shared.Gateway;

namespace Strata.Checks;

/// <summary>
/// Σ ledger = Σ bill over mixed calls with faults, in one process over loopback; then budgets under many calls at once, and aborts.
/// The argument is the number of calls (10,000).
/// </summary>
internal static class MoneyCheck
{
    private const int Seed = 20_250_601;

    public static async Task RunAsync(string argument, Tally tally)
    {
        var calls = argument.Length == 0 ? 10_000 : int.Parse(argument, CultureInfo.InvariantCulture);
        var result = await new MoneyRun(calls, Seed, parallel: 32).RunAsync(CancellationToken.None);
        Console.WriteLine($"{result.Rows} rows of {calls} calls: {result.Ends}");
        Console.WriteLine($"ledger {result.LedgerNanos} nano-dollars, bill {result.BillNanos}, budget {result.BudgetNanos}; still reserved: {result.Leaked}");
        Console.WriteLine($"{result.Hits} answered from the cache, saving {result.SavedNanos}; {result.LeftAtWork} callers left a provider that went on: each row is one of its bills up to the last piece sent");
        foreach (var wrong in result.Wrong.Take(50))
        {
            tally.Fail(wrong);
        }

        Hold(result.Wrong.Count == 0 && result.Rows == calls, $"{result.Wrong.Count} calls whose row is not their bill, {result.Rows} rows");
        Hold(result.LedgerNanos == result.BillNanos, "ledger and bill differ");
        Hold(result.BudgetNanos == result.BillNanos, "budget and bill differ");
        Hold(result.Leaked == 0, "something is still reserved");

        foreach (var (many, room) in ((int, int)[])[(50, 5), (500, 100)])
        {
            var (admitted, refused, spent, amount) = await BudgetRun.AtOnceAsync(many, room, CancellationToken.None);
            Console.WriteLine($"{many} at once on a budget for {room}: {admitted} admitted, {refused} refused, {spent} of {amount} nano-dollars spent");
            Hold(admitted == room && refused == many - room && spent <= amount, $"{many} at once on a budget for {room} admit {admitted}");
        }

        var (held, places) = await BudgetRun.AbortsAsync(calls, CancellationToken.None);
        Console.WriteLine($"{calls} aborts: {held} places held, {places} of 64 callers then find one");
        Hold(held == 0 && places == 64, "places are lost to callers who left");

        void Hold(bool holds, string otherwise)
        {
            if (holds)
            {
                tally.Pass();
            }
            else
            {
                tally.Fail(otherwise);
            }
        }
    }
}
