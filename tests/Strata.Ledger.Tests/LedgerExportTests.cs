using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Strata.Ledger.Export;
using Strata.Ledger.Queries;
using Strata.Ledger.Tests.Support;

namespace Strata.Ledger.Tests;

public sealed class LedgerExportTests
{
    [Fact]
    public async Task Csv_has_a_line_a_row_and_quotes_what_must_be()
    {
        await using var host = await LedgerHost.StartAsync();
        var source = new RowSource(31);
        var rows = source.Many(1_200).Select(r => r with { Project = "prj_0", Organization = "org_a" }).ToList();
        rows[0] = rows[0] with { Model = "a \"b\", c", EndUser = "line\nbreak" };
        await host.AppendAsync(rows);
        var lines = (await ExportAsync(host, ExportFormat.Csv)).TrimEnd().Split("\r\n");
        Assert.Equal(rows.Count + 1, lines.Length);
        Assert.StartsWith("id,at,organization,", lines[0], StringComparison.Ordinal);
        Assert.Contains(lines, l => l.Contains("\"a \"\"b\"\", c\"", StringComparison.Ordinal) && l.Contains("\"line\nbreak\"", StringComparison.Ordinal));
        var cost = lines[0].Split(',').ToList().IndexOf("cost_nanos");
        Assert.Equal(rows.Skip(1).Sum(r => r.CostNanos ?? 0), lines.Skip(1).Where(l => !l.Contains('"', StringComparison.Ordinal)).Sum(l => long.TryParse(l.Split(',')[cost], out var n) ? n : 0));
    }

    [Fact]
    public async Task Focus_bills_exactly_and_says_what_has_no_price()
    {
        await using var host = await LedgerHost.StartAsync();
        var rows = new RowSource(32).Many(100).Select(r => r with { Project = "prj_0", Organization = "org_a", Tags = [], EndUser = "" }).ToList();
        await host.AppendAsync(rows);
        var lines = (await ExportAsync(host, ExportFormat.FocusCsv)).TrimEnd().Split("\r\n").Select(l => l.Split(',')).ToList();
        var head = lines[0].ToList();
        Assert.Equal(rows.Sum(r => r.CostNanos ?? 0) / 1_000_000_000m, lines.Skip(1).Sum(l => decimal.Parse(l[head.IndexOf("BilledCost")], CultureInfo.InvariantCulture)));
        Assert.Equal(rows.Count(r => r.CostNanos is null), lines.Count(l => l[head.IndexOf("x_Unpriced")] == "true"));
        Assert.All(lines.Skip(1), l => Assert.Equal(("USD", "Usage", "2026-03-01T00:00:00.000Z"), (l[head.IndexOf("BillingCurrency")], l[head.IndexOf("ChargeCategory")], l[head.IndexOf("BillingPeriodStart")])));
    }

    [Fact]
    public async Task Parquet_is_framed_and_holds_the_values_plain()
    {
        await using var host = await LedgerHost.StartAsync();
        var rows = new RowSource(33).Many(50).Select(r => r with { Project = "prj_0", Organization = "org_a" }).OrderByDescending(r => r.Id, StringComparer.Ordinal).ToList();
        await host.AppendAsync(rows);
        using var file = new MemoryStream();
        Assert.Equal(50, await new LedgerExport(host.Reader).WriteAsync(file, ExportFormat.Parquet, new LedgerQuery { Project = "prj_0" }, LedgerHost.Token));
        var bytes = file.ToArray();
        Assert.Equal("PAR1", Encoding.ASCII.GetString(bytes, 0, 4));
        Assert.Equal("PAR1", Encoding.ASCII.GetString(bytes, bytes.Length - 4, 4));
        Assert.InRange(BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(bytes.Length - 8)), 1_000, bytes.Length - 12);
        var id = Encoding.ASCII.GetBytes(rows[0].Id);
        Assert.InRange(bytes.AsSpan().IndexOf(id), 8, 64); // the first value of the first column

        // The first number column after it: present everywhere, so one run, then microseconds.
        var at = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(at, rows[0].At.ToUnixTimeMilliseconds() * 1_000);
        Assert.True(bytes.AsSpan().IndexOf((byte[])[2, 0, 0, 0, 100, 1, .. at]) > 0);
        if (Environment.GetEnvironmentVariable("STRATA_TEST_KEEP") is { Length: > 0 } folder)
        {
            await File.WriteAllBytesAsync(Path.Combine(folder, "ledger.parquet"), bytes, LedgerHost.Token);
        }
    }

    [Fact]
    public async Task An_export_of_nothing_is_a_whole_file()
    {
        await using var host = await LedgerHost.StartAsync();
        Assert.Single((await ExportAsync(host, ExportFormat.Csv)).TrimEnd().Split("\r\n"));
        Assert.EndsWith("PAR1", await ExportAsync(host, ExportFormat.FocusParquet), StringComparison.Ordinal);
    }

    private static async Task<string> ExportAsync(LedgerHost host, ExportFormat format)
    {
        using var file = new MemoryStream();
        await new LedgerExport(host.Reader).WriteAsync(file, format, new LedgerQuery { Project = "prj_0" }, LedgerHost.Token);
        return Encoding.UTF8.GetString(file.ToArray());
    }
}
