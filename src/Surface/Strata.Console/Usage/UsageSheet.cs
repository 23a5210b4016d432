using System.Globalization;
using System.Text;
using Strata.Ledger.Queries;

namespace Strata.Console.Usage;

/// <summary>Sums as CSV (RFC 4180): time, dimension, name, counts, dollars with all their digits.</summary>
internal static class UsageSheet
{
    public static string Write(IReadOnlyList<UsageSum> cells, UsageAsk ask, UsageNames names)
    {
        var text = new StringBuilder($"{(ask.ByHour ? "hour" : "day")}_utc,{ask.By.Word},name,requests,failed,tokens_in,tokens_cached,tokens_out,cost_usd,saved_usd,unpriced_requests\r\n");
        foreach (var cell in cells)
        {
            text.Append(cell.Keys[0]).Append(',').Append(Quoted(cell.Keys[1])).Append(',').Append(Quoted(names.Of(ask.By.Group, cell.Keys[1])))
                .Append(CultureInfo.InvariantCulture, $",{cell.Requests},{cell.Failed},{cell.Usage.Prompt},{cell.Usage.CachedInput},{cell.Usage.Completion}")
                .Append(CultureInfo.InvariantCulture, $",{Dollars(cell.CostNanos)},{Dollars(cell.SavedNanos)},{cell.Unpriced}\r\n");
        }

        return text.ToString();
    }

    private static string Dollars(long nanos) => (nanos / 1_000_000_000m).ToString("0.00#######", CultureInfo.InvariantCulture);

    /// <summary>Names are what callers choose: one that a spreadsheet would take for a formula is made text.</summary>
    private static string Quoted(string value)
    {
        var safe = value.Length > 0 && value[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + value : value;
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
