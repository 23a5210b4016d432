using Strata.Core.Usage;
using Strata.Costs.Machines;
using Strata.Costs.Reports;
using Strata.Ledger.Queries;

namespace Strata.Costs.Tests.Reports;

public sealed class ChargebackFileTests
{
    private static readonly DateTimeOffset T0 = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_line_has_focus_columns_exact_costs_and_quoted_names()
    {
        var sum = new UsageSum { Keys = ["prj_1", "openai/gpt-4o", "2026-11-21"], Requests = 3, CostNanos = 12_345, Usage = new TokenUsage { Input = 10, Output = 5 } };
        var bill = new MachineBill("gpu", 7, 0.5, [new MachineLine("", "", 0, 7)], null, null);
        var lines = ChargebackFile.Write([sum], [bill], (T0, T0.AddDays(2)), _ => "=Search, \"EU\"").Split("\r\n");
        Assert.Equal(17, lines[0].Split(',').Length);
        Assert.Equal(
            "2026-11-01T00:00:00Z,2026-12-01T00:00:00Z,2026-11-21T00:00:00Z,2026-11-22T00:00:00Z,prj_1,\"'=Search, \"\"EU\"\"\",models,openai/gpt-4o,Usage,Use of openai/gpt-4o,0.000012345,0.000012345,USD,15,Tokens,3,0",
            lines[1]);
        Assert.Equal("2026-11-01T00:00:00Z,2026-12-01T00:00:00Z,2026-11-01T00:00:00Z,2026-11-03T00:00:00Z,,,machines,gpu,Usage,Idle time of gpu,0.000000007,0.000000007,USD,0,Tokens,0,0", lines[2]);
    }
}
