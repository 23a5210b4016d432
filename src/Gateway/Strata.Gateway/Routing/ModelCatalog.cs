using Strata.Core.Configuration;
using Strata.Core.Generation;
using Strata.Core.Results;
using Strata.Core.Tenancy;
using Strata.Identity.Keys;
using Strata.Gateway.Options;

namespace Strata.Gateway.Routing;

/// <summary>
/// Which models there are, and where a name leads. In order: a name that an upstream lists; <c>upstream/model</c>; a model of
/// this process; an upstream that takes any name. What a key may not use does not exist for it.
/// </summary>
public sealed class ModelCatalog
{
    private readonly Live<GatewayOptions> options;
    private readonly IModelHost host;

    internal ModelCatalog(Live<GatewayOptions> options, IModelHost host)
    {
        this.options = options;
        this.host = host;
    }

    /// <summary>The models that a key can name, sorted; null is everything.</summary>
    public IReadOnlyList<CatalogModel> List(KeyRecord? key)
    {
        var models = new SortedDictionary<string, CatalogModel>(StringComparer.Ordinal);
        foreach (var local in host.List())
        {
            models[local.Name] = new CatalogModel(local.Name, Route.LocalProvider, local.Name, local);
        }

        foreach (var upstream in options.Current.Upstreams.Reverse())
        {
            foreach (var (alias, remote) in upstream.Models)
            {
                models[alias] = new CatalogModel(alias, upstream.Name, $"{upstream.Name}/{remote}", null);
            }
        }

        return [.. models.Values.Where(m => key is null || key.Allows(m.Name))];
    }

    /// <summary>Where a name leads for a caller.</summary>
    internal async ValueTask<Result<Route>> FindAsync(string name, Caller caller, KeyRecord? key, CancellationToken cancellationToken)
    {
        if (key is not null && !key.Allows(name))
        {
            return Unknown(name);
        }

        if (Listed(name) is { } listed)
        {
            return listed;
        }

        if (IsLocalName(name, caller))
        {
            var opened = await host.OpenAsync(name, cancellationToken);
            if (opened.IsOk || opened.Problem.Code != ProblemCode.ModelNotFound)
            {
                return opened.IsOk ? Route.To(opened.Value) : opened.Problem;
            }
        }

        return options.Current.Upstreams.FirstOrDefault(u => u.AnyModel) is { } any ? Route.To(any, name) : Unknown(name);
    }

    internal static Problem Unknown(string name) =>
        new(ProblemCode.ModelNotFound, $"The model '{name}' does not exist here, or this key may not use it. GET /v1/models lists those it may.") { Field = "model" };

    private Route? Listed(string name)
    {
        foreach (var upstream in options.Current.Upstreams)
        {
            if (upstream.Models.TryGetValue(name, out var remote))
            {
                return Route.To(upstream, remote);
            }
        }

        var slash = name.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && slash < name.Length - 1 && options.Current.Upstreams.FirstOrDefault(u => name.AsSpan(0, slash).SequenceEqual(u.Name)) is { } named
            ? Route.To(named, named.Models.GetValueOrDefault(name[(slash + 1)..]) ?? name[(slash + 1)..])
            : null;
    }

    /// <summary>The host also opens paths of files; over HTTP that is for administrators alone.</summary>
    private bool IsLocalName(string name, Caller caller) =>
        caller.Is(Role.Admin)
        || !(name.AsSpan().ContainsAny('/', '\\') || name.StartsWith('.') || name.StartsWith('~') || name.EndsWith(".gguf", StringComparison.OrdinalIgnoreCase))
        || host.List().Any(m => m.Name == name);
}
