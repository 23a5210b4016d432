using Strata.Ledger.Rows;

namespace Strata.Ledger.Export;

/// <summary>A column of an export: texts are never null, numbers and times may be.</summary>
internal sealed class ExportColumn
{
    private ExportColumn(string name, ExportKind kind, Func<LedgerRow, string> text, Func<LedgerRow, long?> number) => (Name, Kind, TextOf, NumberOf) = (name, kind, text, number);

    public string Name { get; }

    public ExportKind Kind { get; }

    public Func<LedgerRow, string> TextOf { get; }

    /// <summary>A number, or a time in microseconds.</summary>
    public Func<LedgerRow, long?> NumberOf { get; }

    public static ExportColumn Text(string name, Func<LedgerRow, string> get) => new(name, ExportKind.Text, get, _ => null);

    public static ExportColumn Number(string name, Func<LedgerRow, long?> get) => new(name, ExportKind.Number, _ => "", get);

    public static ExportColumn Time(string name, Func<LedgerRow, DateTimeOffset> get) => new(name, ExportKind.Time, _ => "", row => (get(row) - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);
}
