using Strata.Http;

namespace Strata.Server.Hosting;

/// <summary>A line of the module table.</summary>
/// <param name="Name">The module's name, which is also its target and its section.</param>
/// <param name="Doc">One sentence about its section.</param>
/// <param name="Create">Makes the module, given the data folder.</param>
/// <param name="Needs">Modules that must run in the same process.</param>
internal sealed record ModuleEntry(string Name, string Doc, Func<string, IStrataModule> Create, params string[] Needs);
