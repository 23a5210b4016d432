namespace Strata.Routing.Signing;

/// <summary>A token that was fetched.</summary>
/// <param name="Header">The value of <c>Authorization</c>.</param>
/// <param name="Life">How long it holds, from its fetching.</param>
internal sealed record AccessToken(string Header, TimeSpan Life);
