using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Strata.Core.Configuration;
using Strata.Core.Results;
using Strata.Core.Tenancy;
using Strata.Gateway.Options;
using Strata.Gateway.Routing;
using Strata.Http;
using Strata.Identity.Keys;
using Strata.Ledger.Pricing;
using Strata.Management.Wire;
using Strata.Routing.Health;

namespace Strata.Management.Traffic;

/// <summary>Models, providers with their health, routes, and why a request would go where. Addresses and credentials' names are the operator's to see.</summary>
internal static class TrafficEndpoints
{
    private const int ModelCharsMax = 512;

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.Open("/strata/v1/models", "models", Role.Viewer).MapGet("", Models).Produces<ModelViewList>().WithSummary("The models that this key can name.");
        endpoints.Managed("/strata/v1/providers", "traffic").MapGet("", Providers).Produces<ProviderList>().WithSummary("Providers, and how their deployments stand in this process: breakers, failures, times.");
        endpoints.Managed("/strata/v1/routes", "traffic").MapGet("", Routes).Produces<RouteList>().WithSummary("The routes in force.");
        endpoints.Managed("/strata/v1/explain", "traffic").MapPost("", ExplainAsync).Accepts<ExplainBody>("application/json").Produces<ExplainView>().ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("Which route and targets a request would take, why, under which limits and at which price. Nothing is sent or counted.");
    }

    private static IResult Models(HttpContext context, ModelCatalog catalog, KeyStore keys, Live<PriceBook> prices)
    {
        var book = prices.Current;
        var models = catalog.List(keys.Find(context.Caller().KeyId)).Select(m => ModelView.From(m, book.Find(m.Deployment, m.Name) is not null));
        return ApiBody.Ok(new ModelViewList([.. models]), TrafficJson.Default.ModelViewList);
    }

    private static IResult Providers(HttpContext context, Live<GatewayOptions> options, HealthBook health)
    {
        var isOperator = context.Caller().IsOperator();
        var states = health.Snapshot().ToLookup(d => d.Provider);
        IReadOnlyList<DeploymentState> Of(string provider) => [.. states[provider].Select(d => DeploymentState.From(d, isOperator))];
        var current = options.Current;
        var upstreams = current.Upstreams.Select(u => new ProviderState
        {
            Name = u.Name, Kind = "openai-compatible", Url = isOperator ? u.Url.OriginalString : null, Models = [.. u.Models.Keys.Order(StringComparer.Ordinal)], AnyModel = u.AnyModel, Deployments = Of(u.Name),
        });
        var providers = current.Routing.Providers.Select(p => new ProviderState
        {
            Name = p.Provider.Name,
            Kind = p.Provider.Kind.Name,
            Url = isOperator ? p.Provider.Url.OriginalString : null,
            Models = [.. p.Models.Keys.Order(StringComparer.Ordinal)],
            AnyModel = p.AnyModel,
            Deployments = Of(p.Provider.Name),
        });
        return ApiBody.Ok(new ProviderList([.. upstreams, .. providers]), TrafficJson.Default.ProviderList);
    }

    private static IResult Routes(RouteBook routes) => ApiBody.Ok(new RouteList([.. routes.Table.Rules.Select(RouteView.From)]), TrafficJson.Default.RouteList);

    private static async Task<IResult> ExplainAsync(HttpContext context, RouteExplainer explainer, KeyStore keys, CancellationToken cancellationToken)
    {
        var caller = context.Caller();
        if (!(await ApiBody.ReadAsync(context.Request, TrafficJson.Default.ExplainBody, cancellationToken)).Try(out var body, out var problem))
        {
            return problem.ToHttp();
        }

        if (body.Model is not { Length: > 0 and <= ModelCharsMax } || body.Tags?.Any(t => t is null) == true || body.PromptTokens < 0 || body.OutputTokens < 0)
        {
            return Problem.Invalid($"Name a model of at most {ModelCharsMax} characters; tokens are not negative, tags not null.", "model").ToHttp();
        }

        if (body.Key is { } id)
        {
            return keys.Find(id) is { } key && key.Organization == caller.Organization
                ? ApiBody.Ok(explainer.Explain(new Caller(key.Organization, key.Project, key.Id, key.Name, key.Role) { User = key.User, Scopes = key.Scopes }, key, body), TrafficJson.Default.ExplainView)
                : Problem.NotFound($"There is no key '{id}' in this organisation.", "key").ToHttp();
        }

        return ApiBody.Ok(explainer.Explain(caller, keys.Find(caller.KeyId), body), TrafficJson.Default.ExplainView);
    }
}
