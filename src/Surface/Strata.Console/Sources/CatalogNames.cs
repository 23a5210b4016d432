using Strata.Console.Data;
using Strata.Gateway.Routing;

namespace Strata.Console.Sources;

/// <summary>The names of the gateway's catalogue that answer: models of this process first, those in the box behind them. Models for vectors alone are left out.</summary>
internal sealed class CatalogNames(ModelCatalog catalog) : IModelNames
{
    public IReadOnlyList<string> List() => [.. catalog.List(null).Where(m => m.Local is not { IsEmbedder: true })
        .OrderBy(m => m.Local is null).ThenBy(m => m.Local is { IsBuiltIn: true }).ThenBy(m => m.Name, StringComparer.Ordinal).Select(m => m.Name)];
}
