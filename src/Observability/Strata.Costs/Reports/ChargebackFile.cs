using System.Globalization;
using System.Text;
using Strata.Costs.Machines;
using Strata.Ledger.Queries;

namespace Strata.Costs.Reports;

/// <summary>
/// Who pays what, as CSV with the columns of FOCUS 1.2: a line for each team, model and day, and own machines' shares with what stood idle. The
/// request-by-request form is the ledger's own export.
/// </summary>
public static class ChargebackFile
{
    private const string Header =
        "BillingPeriodStart,BillingPeriodEnd,ChargePeriodStart,ChargePeriodEnd,SubAccountId,SubAccountName,ServiceName,ResourceId,ChargeCategory,"
        + "ChargeDescription,BilledCost,EffectiveCost,BillingCurrency,ConsumedQuantity,ConsumedUnit,x_Requests,x_Unpriced";

    /// <summary>The file.</summary>
    /// <param name="sums">Sums by project, model and day.</param>
    /// <param name="machines">Machines' bills over the whole range.</param>
    /// <param name="range">The range.</param>
    /// <param name="nameOf">A project's name.</param>
    public static string Write(IEnumerable<UsageSum> sums, IEnumerable<MachineBill> machines, (DateTimeOffset From, DateTimeOffset To) range, Func<string, string> nameOf)
    {
        ArgumentNullException.ThrowIfNull(sums);
        ArgumentNullException.ThrowIfNull(machines);
        ArgumentNullException.ThrowIfNull(nameOf);
        var text = new StringBuilder(Header).Append("\r\n");
        foreach (var sum in sums)
        {
            var day = DateTimeOffset.ParseExact(sum.Keys[2], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
            Line(text, (day, day.AddDays(1)), sum.Keys[0], nameOf(sum.Keys[0]), ("models", sum.Keys[1], "Use of " + sum.Keys[1]), sum.CostNanos, (sum.Usage.Total, "Tokens"), sum.Requests, sum.Unpriced);
        }

        foreach (var bill in machines)
        {
            foreach (var line in bill.Lines)
            {
                var what = line.IsIdle ? $"Idle time of {bill.Machine}" : $"Share of {bill.Machine} for {line.Deployment}";
                Line(text, range, line.Project, line.IsIdle ? "" : nameOf(line.Project), ("machines", bill.Machine, what), line.CostNanos, (line.Tokens, "Tokens"), 0, 0);
            }
        }

        return text.ToString();
    }

    private static void Line(
        StringBuilder text, (DateTimeOffset From, DateTimeOffset To) charged, string project, string name, (string Service, string Resource, string Words) what,
        long nanos, (long Amount, string Unit) used, long requests, long unpriced)
    {
        var month = new DateTimeOffset(charged.From.Year, charged.From.Month, 1, 0, 0, 0, TimeSpan.Zero);
        var cost = (nanos / 1_000_000_000m).ToString("0.#########", CultureInfo.InvariantCulture);
        string[] cells =
        [
            Time(month), Time(month.AddMonths(1)), Time(charged.From), Time(charged.To), project, name, what.Service, what.Resource, "Usage", what.Words, cost, cost, "USD",
            used.Amount.ToString(CultureInfo.InvariantCulture), used.Unit, requests.ToString(CultureInfo.InvariantCulture), unpriced.ToString(CultureInfo.InvariantCulture),
        ];
        text.AppendJoin(',', cells.Select(Cell)).Append("\r\n");
    }

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Quoted where needed; a text that a spreadsheet would take for a formula is marked as text.</summary>
    private static string Cell(string text)
    {
        var safe = text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' && !decimal.TryParse(text, CultureInfo.InvariantCulture, out _) ? "'" + text : text;
        return safe.AsSpan().IndexOfAny("\",\r\n") >= 0 ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
