using Strata.Core.Generation;

namespace Strata.Gateway.Routing;

/// <summary>A model that can be asked for here.</summary>
/// <param name="Name">The name to ask by.</param>
/// <param name="Provider">The upstream's name, or <c>strata</c> for a model of this process.</param>
/// <param name="Deployment">What answers, by which it is priced.</param>
/// <param name="Local">What is known of a model of this process; null for an upstream's.</param>
public sealed record CatalogModel(string Name, string Provider, string Deployment, ModelDescription? Local);
