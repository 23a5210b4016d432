using Strata.Server.Hosting;

namespace Strata.Server;

/// <summary>The modules of this build, in the order they start. The only list: a new module is one line.</summary>
internal static class ModuleTable
{
    public static readonly IReadOnlyList<ModuleEntry> Entries =
    [
    ];
}
