using Strata.Core.Results;

namespace Strata.Server.Hosting;

/// <summary>Chooses the lines of the module table that this process runs: the targets and all they need, in the table's order.</summary>
internal static class TargetPlan
{
    public static Result<ModuleEntry[]> Choose(IReadOnlyList<ModuleEntry> table, IReadOnlyList<string> targets)
    {
        if (targets.Count == 0 || targets.Contains("all"))
        {
            return table.ToArray();
        }

        var chosen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>(targets);
        while (open.TryPop(out var name))
        {
            var entry = table.FirstOrDefault(e => e.Name == name);
            if (entry is null)
            {
                return Problem.Invalid($"'{name}' is no target. Known: all, {string.Join(", ", table.Select(e => e.Name))}.", "server.targets");
            }

            if (chosen.Add(name))
            {
                Array.ForEach(entry.Needs, open.Push);
            }
        }

        return table.Where(e => chosen.Contains(e.Name)).ToArray();
    }
}
