using System.Globalization;
using System.Text;
using Strata.Ledger.Rows;

namespace Strata.Ledger.Export;

/// <summary>Rows as CSV after RFC 4180, times as ISO 8601 in UTC.</summary>
internal sealed class CsvSheet(Stream target, IReadOnlyList<ExportColumn> columns)
{
    private readonly StringBuilder text = new();

    public ValueTask BeginAsync(CancellationToken cancellationToken)
    {
        text.AppendJoin(',', columns.Select(c => c.Name)).Append("\r\n");
        return FlushAsync(cancellationToken);
    }

    public ValueTask AddAsync(IReadOnlyList<LedgerRow> rows, CancellationToken cancellationToken)
    {
        foreach (var row in rows)
        {
            for (var i = 0; i < columns.Count; i++)
            {
                text.Append(i == 0 ? "" : ",");
                Append(columns[i], row);
            }

            text.Append("\r\n");
        }

        return FlushAsync(cancellationToken);
    }

    private void Append(ExportColumn column, LedgerRow row)
    {
        if (column.Kind == ExportKind.Text)
        {
            var value = column.TextOf(row);
            text.Append(value.AsSpan().IndexOfAny(",\"\r\n") < 0 ? value : $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
        }
        else if (column.NumberOf(row) is { } number)
        {
            text.Append(column.Kind == ExportKind.Number ? number.ToString(CultureInfo.InvariantCulture)
                : DateTimeOffset.UnixEpoch.AddTicks(number * TimeSpan.TicksPerMicrosecond).ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture));
        }
    }

    private async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        await target.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()), cancellationToken);
        text.Clear();
    }
}
