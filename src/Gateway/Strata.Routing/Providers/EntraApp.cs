namespace Strata.Routing.Providers;

/// <summary>An application of Microsoft Entra ID that asks for tokens by client credentials.</summary>
/// <param name="TenantId">The directory.</param>
/// <param name="ClientId">The application.</param>
/// <param name="ClientSecret">Its secret.</param>
public sealed record EntraApp(string TenantId, string ClientId, string ClientSecret)
{
    /// <summary>Who gives tokens.</summary>
    public Uri Authority { get; init; } = new("https://login.microsoftonline.com/");

    /// <summary>What the token is for.</summary>
    public string Scope { get; init; } = "https://cognitiveservices.azure.com/.default";

    /// <inheritdoc/>
    public override string ToString() => ClientId;
}
