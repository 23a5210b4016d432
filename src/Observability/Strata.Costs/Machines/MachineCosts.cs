namespace Strata.Costs.Machines;

/// <summary>
/// Prices own models from what their machine costs. What requests took of its slots' time is theirs, shared by the work of their tokens; the rest is
/// idle, a line of its own. Whole billionths are dealt out so that the lines add up to the cost exactly.
/// </summary>
public static class MachineCosts
{
    /// <summary>A machine's bill.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="uses">What was asked of any deployment; those it does not serve play no part.</param>
    /// <param name="from">Begin.</param>
    /// <param name="to">End.</param>
    public static MachineBill Of(MachineOptions machine, IEnumerable<MachineUse> uses, DateTimeOffset from, DateTimeOffset to)
    {
        ArgumentNullException.ThrowIfNull(machine);
        var begin = machine.From is { } since && since > from ? since : from;
        var hours = Math.Max(0, (decimal)(to - begin).TotalHours);
        var cost = (long)decimal.Round(machine.PerHour * machine.Count * hours * 1_000_000_000m);
        var own = uses.Where(u => machine.Serves(u.Deployment)).ToArray();
        var capacity = (double)hours * machine.Count * machine.Slots;
        var utilization = capacity > 0 ? Math.Min(1, own.Sum(u => u.Busy.TotalHours) / capacity) : 0;
        var weights = own.Select(u => u.PromptTokens + (machine.OutputWeight * u.CompletionTokens)).ToArray();
        var all = weights.Sum();
        var used = all > 0 ? (long)(cost * (decimal)utilization) : 0;
        var lines = new List<MachineLine>();
        var (dealt, weight) = (0L, 0m);
        for (var i = 0; i < own.Length && all > 0; i++)
        {
            weight += weights[i];
            var upTo = (long)decimal.Round(used * (weight / all));
            lines.Add(new MachineLine(own[i].Project, own[i].Deployment, own[i].PromptTokens + own[i].CompletionTokens, upTo - dealt));
            dealt = upTo;
        }

        lines.Add(new MachineLine("", "", 0, cost - dealt));
        var tokens = lines.Sum(l => l.Tokens);
        return new MachineBill(machine.Name, cost, utilization, lines, PerMillion(dealt, tokens), PerMillion(cost, tokens));
    }

    private static decimal? PerMillion(long nanos, long tokens) => tokens == 0 ? null : decimal.Round(nanos / 1_000m / tokens, 6);
}
