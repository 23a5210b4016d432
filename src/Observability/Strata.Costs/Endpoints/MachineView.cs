using Strata.Costs.Machines;

namespace Strata.Costs.Endpoints;

/// <summary>A machine's bill as our API shows it; dollars.</summary>
internal sealed record MachineView
{
    public required string Machine { get; init; }

    public decimal Dollars { get; init; }

    /// <summary>The share of its slots' time that requests took, 0 to 1.</summary>
    public double Utilization { get; init; }

    /// <summary>A million tokens as if it had never stood idle.</summary>
    public decimal? PerMillionBusy { get; init; }

    /// <summary>A million tokens with what stood idle.</summary>
    public decimal? PerMillion { get; init; }

    /// <summary>Who used it, and what stood idle; they add up to its cost. Those who are no operator see their own team's lines.</summary>
    public required IReadOnlyList<MachineLineView> Lines { get; init; }

    public static MachineView From(MachineBill bill, Func<MachineLine, bool> isSeen) => new()
    {
        Machine = bill.Machine, Dollars = bill.CostNanos / 1_000_000_000m, Utilization = Math.Round(bill.Utilization, 6), PerMillionBusy = bill.PerMillionBusy, PerMillion = bill.PerMillion,
        Lines = [.. bill.Lines.Where(isSeen).Select(l => new MachineLineView(l.IsIdle ? null : l.Project, l.IsIdle ? null : l.Deployment, l.Tokens, l.CostNanos / 1_000_000_000m))],
    };
}
