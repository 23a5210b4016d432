using System.Globalization;
using System.Text.Json.Nodes;
using Strata.Cli.Output;
using Strata.Models.Pull;
using Strata.Models.Store;

namespace Strata.Cli.Pulls;

/// <summary>The models that have a short name: licence, size, and what they need and do on this machine.</summary>
internal static class PullList
{
    public static void Draw(Terminal terminal, ModelStore store, MachineSpeed machine)
    {
        var table = new TextTable(">#", "NAME", ">SIZE", ">MEMORY", ">TOKENS/S", "LICENCE", "", "ABOUT");
        var entries = Catalogue.Default.Entries;
        for (var i = 0; i < entries.Count; i++)
        {
            var entry = entries[i];
            var state = store.Find(entry.Name).IsOk ? "here" : machine.Holds(entry) ? "" : "too large";
            table.Row(
                (i + 1).ToString(CultureInfo.InvariantCulture), entry.Name, Figures.Bytes(entry.SizeBytes), Figures.Bytes(MachineSpeed.MemoryFor(entry)),
                "~" + machine.TokensPerSecond(entry).ToString("F0", CultureInfo.InvariantCulture), entry.Licence ?? "", state, entry.Description);
        }

        table.WriteTo(terminal.Out);
        terminal.Line($"Memory counts {MachineSpeed.Context} tokens of context; tokens per second are estimated from how fast this machine reads memory ({Figures.Bytes((long)machine.ReadBytesPerSecond)}/s).");
    }

    public static JsonArray ToJson(ModelStore store, MachineSpeed machine) => new([.. Catalogue.Default.Entries.Select(entry => new JsonObject
    {
        ["name"] = entry.Name,
        ["description"] = entry.Description,
        ["licence"] = entry.Licence,
        ["size_bytes"] = entry.SizeBytes,
        ["memory_bytes"] = MachineSpeed.MemoryFor(entry),
        ["tokens_per_second"] = Math.Round(machine.TokensPerSecond(entry), 1),
        ["fits"] = machine.Holds(entry),
        ["here"] = store.Find(entry.Name).IsOk,
        ["sources"] = new JsonArray([.. entry.Sources.Select(s => (JsonNode?)s)]),
    })]);

    /// <summary>The entry that a person chose, by number or name; null where none.</summary>
    public static string? Chosen(string? word) =>
        int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= Catalogue.Default.Entries.Count
            ? Catalogue.Default.Entries[number - 1].Name
            : string.IsNullOrWhiteSpace(word) ? null : word.Trim();
}
