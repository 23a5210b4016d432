using Strata.Core.Configuration;
using Strata.Gateway.Options;
using Strata.Routing.Health;
using Strata.Routing.Plans;
using Strata.Routing.Routes;

namespace Strata.Gateway.Routing;

/// <summary>The routes in force: built anew from each configuration, over one book of health.</summary>
public sealed class RouteBook : IDisposable
{
    private readonly Live<GatewayOptions> options;
    private RouteTable table;

    internal RouteBook(Live<GatewayOptions> options, HealthBook health, IRoutePrices? prices = null)
    {
        this.options = options;
        Router = new Router(health, prices);
        table = Build(options.Current);
        options.Changed += Rebuild;
    }

    /// <summary>Makes plans, and explains them.</summary>
    public Router Router { get; }

    /// <summary>Where every name leads.</summary>
    public RouteTable Table => Volatile.Read(ref table);

    /// <inheritdoc/>
    public void Dispose() => options.Changed -= Rebuild;

    private RouteTable Build(GatewayOptions from) => RouteTable.Build(UpstreamProviders.Join(from), Router.Health);

    private void Rebuild(GatewayOptions next) => Volatile.Write(ref table, Build(next));
}
