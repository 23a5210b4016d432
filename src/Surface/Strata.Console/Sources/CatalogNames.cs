using Strata.Console.Data;
using Strata.Gateway.Routing;

namespace Strata.Console.Sources;

/// <summary>The names of the gateway's catalogue, models of this process first.</summary>
internal sealed class CatalogNames(ModelCatalog catalog) : IModelNames
{
    public IReadOnlyList<string> List() => [.. catalog.List(null).OrderBy(m => m.Local is null).ThenBy(m => m.Name, StringComparer.Ordinal).Select(m => m.Name)];
}
