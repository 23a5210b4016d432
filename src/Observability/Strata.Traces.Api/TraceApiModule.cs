using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Strata.Core.Configuration;
using Strata.Core.Storage;
using Strata.Http;
using Strata.Traces.Api.Compare;
using Strata.Traces.Api.Export;
using Strata.Traces.Api.Lists;
using Strata.Traces.Api.Scores;
using Strata.Traces.Api.Sums;
using Strata.Traces.Api.Tail;
using Strata.Traces.Api.Views;
using Strata.Traces.Spans;

namespace Strata.Traces.Api;

/// <summary>
/// Questions about traces over HTTP: lists, facets, series, one trace, two beside each other, sessions, users, live tail, export, scores
/// and saved views, each within the caller's scope. Needs the trace store's services; put it behind the modules that register an
/// <see cref="ISpanSink"/>, so that what they store is shown live.
/// </summary>
public sealed class TraceApiModule : IStrataModule
{
    /// <inheritdoc/>
    public string Name => "traces";

    /// <inheritdoc/>
    public IReadOnlyList<Migration> Migrations => ViewMigrations.All;

    /// <inheritdoc/>
    public Action Configure(ConfigReader section)
    {
        section.Finish();
        return static () => { };
    }

    /// <inheritdoc/>
    public void Add(IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<ViewStore>().AddSingleton<GroupLister>().AddSingleton<ScoreDesk>().AddSingleton<TailHub>();
        if (services.LastOrDefault(s => s.ServiceType == typeof(ISpanSink)) is { ImplementationFactory: { } make } kept)
        {
            services.Remove(kept);
            services.AddSingleton<ISpanSink>(provider => new TailSink((ISpanSink)make(provider), provider.GetRequiredService<TailHub>()));
        }
    }

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder endpoints)
    {
        ListEndpoints.Map(endpoints);
        FacetEndpoint.Map(endpoints);
        SeriesEndpoint.Map(endpoints);
        GroupEndpoints.Map(endpoints);
        CompareEndpoint.Map(endpoints);
        TailEndpoint.Map(endpoints);
        ExportEndpoint.Map(endpoints);
        TraceEndpoints.Map(endpoints);
        ScoreEndpoints.Map(endpoints);
        ViewEndpoints.Map(endpoints);
    }
}
