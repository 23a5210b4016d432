using Strata.Core.Configuration;
using Strata.Http;
using Strata.Server.Configuration;

namespace Strata.Server.Hosting;

/// <summary>
/// The modules of one process and the options of what they stand on. Every module reads its section, also one that will
/// not run here: one file serves all processes of an installation.
/// </summary>
internal sealed class ModuleSet
{
    private readonly IReadOnlyList<ModuleEntry> table;
    private readonly Dictionary<string, IStrataModule> made;

    /// <summary>Makes the modules.</summary>
    /// <param name="table">The module table.</param>
    /// <param name="configuration">Read for the data folder alone.</param>
    /// <param name="defaultData">The data folder where the configuration names none.</param>
    public ModuleSet(IReadOnlyList<ModuleEntry> table, ConfigNode configuration, string defaultData)
    {
        this.table = table;
        var data = ServerOptions.Read(new ConfigReader(configuration, new ConfigSession()).Section("server", ""), defaultData).Data;
        made = table.ToDictionary(e => e.Name, e => e.Create(data), StringComparer.Ordinal);
        var server = new ConfigSection("server", ServerOptions.SectionDoc, section =>
        {
            var read = ServerOptions.Read(section, defaultData);
            if (TargetPlan.Choose(table, read.Targets) is { IsOk: false, Problem: var unknown })
            {
                section.Reject("targets", unknown.Message, "Leave it out to run everything.");
            }

            return () => Server ??= read;
        });
        var storage = new ConfigSection("storage", "Where rows and files are kept; the box keeps them in the data folder.", section =>
        {
            var read = StorageSection.Read(section);
            return () => Storage ??= read;
        });
        Sections = [server, storage, .. table.Select(e => new ConfigSection(e.Name, e.Doc, made[e.Name].Configure))];
    }

    /// <summary>The sections of the configuration, the foundation's first.</summary>
    public IReadOnlyList<ConfigSection> Sections { get; }

    /// <summary>The server's options, as they were at the start: a change takes a new start.</summary>
    public ServerOptions? Server { get; private set; }

    /// <summary>The storage's options, as they were at the start.</summary>
    public StorageSection? Storage { get; private set; }

    /// <summary>The modules this process runs, in the table's order.</summary>
    public IReadOnlyList<IStrataModule> Chosen => [.. TargetPlan.Choose(table, Server!.Targets).Value.Select(e => made[e.Name])];
}
