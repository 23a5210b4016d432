namespace Strata.Routing.Routes;

/// <summary>A share of the requests for one target, by its index in the rule.</summary>
internal readonly record struct RouteShare(string Name, int Target, double Share);
