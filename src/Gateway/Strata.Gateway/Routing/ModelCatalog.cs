using Strata.Core.Generation;
using Strata.Core.Results;
using Strata.Core.Tenancy;
using Strata.Identity.Keys;
using Strata.Routing.Routes;

namespace Strata.Gateway.Routing;

/// <summary>
/// Which models there are, and where a name leads. In order: a route; a name that a provider lists; <c>provider/model</c>; a model of
/// this process; a provider that takes any name. What a key may not use does not exist for it.
/// </summary>
public sealed class ModelCatalog
{
    private readonly RouteBook routes;
    private readonly IModelHost host;

    private readonly Func<IReadOnlyList<CatalogModel>> offered;

    /// <param name="routes">The routes in force.</param>
    /// <param name="host">The models of this process.</param>
    /// <param name="offered">What providers list that take any name.</param>
    internal ModelCatalog(RouteBook routes, IModelHost host, Func<IReadOnlyList<CatalogModel>> offered)
    {
        this.offered = offered;
        this.routes = routes;
        this.host = host;
    }

    /// <summary>The models that a key can name, sorted; null is everything.</summary>
    public IReadOnlyList<CatalogModel> List(KeyRecord? key)
    {
        var models = new SortedDictionary<string, CatalogModel>(StringComparer.Ordinal);
        foreach (var theirs in offered())
        {
            models.TryAdd(theirs.Name, theirs);
        }

        foreach (var local in host.List())
        {
            models[local.Name] = new CatalogModel(local.Name, LocalProvider, local.Name, local);
        }

        var table = routes.Table;
        foreach (var name in table.Models)
        {
            if (table.Find(new RouteRequest(name)) is { First: { IsInProcess: false } first })
            {
                models[name] = new CatalogModel(name, first.Provider.Name, first.Name, null);
            }
        }

        return [.. models.Values.Where(m => key is null || key.Allows(m.Name))];
    }

    /// <summary>The provider's name of models of this process.</summary>
    internal const string LocalProvider = "strata";

    /// <summary>Where a name leads for a caller; with the model itself where it is one of this process that no route names.</summary>
    internal async ValueTask<Result<(RouteRule Rule, ITextModel? Model)>> FindAsync(RouteRequest request, Caller caller, KeyRecord? key, CancellationToken cancellationToken)
    {
        var name = request.Model;
        if (key is not null && !key.Allows(name))
        {
            return Unknown(name);
        }

        var table = routes.Table;
        if (table.Find(request) is { } rule)
        {
            return (rule, null);
        }

        if (IsLocalName(name, caller))
        {
            var opened = await host.OpenAsync(name, cancellationToken);
            if (opened.IsOk || opened.Problem.Code != ProblemCode.ModelNotFound)
            {
                return opened.IsOk ? (table.InProcess(opened.Value.Description.Name), opened.Value) : opened.Problem;
            }
        }

        return table.FindAny(request) is { } any ? (any, null) : Unknown(name);
    }

    internal static Problem Unknown(string name) =>
        new(ProblemCode.ModelNotFound, $"The model '{name}' does not exist here, or this key may not use it. GET /v1/models lists those it may.") { Field = "model" };

    /// <summary>The host also opens paths of files; over HTTP that is for administrators alone.</summary>
    private bool IsLocalName(string name, Caller caller) =>
        caller.Is(Role.Admin)
        || !(name.AsSpan().ContainsAny('/', '\\') || name.StartsWith('.') || name.StartsWith('~') || name.EndsWith(".gguf", StringComparison.OrdinalIgnoreCase))
        || host.List().Any(m => m.Name == name);
}
