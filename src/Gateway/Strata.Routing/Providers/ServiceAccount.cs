namespace Strata.Routing.Providers;

/// <summary>A Google service account, as its key file says it.</summary>
/// <param name="ClientEmail">The account.</param>
/// <param name="PrivateKeyPem">Its RSA key, PKCS #8 in PEM.</param>
/// <param name="PrivateKeyId">The key's id; null where the file has none.</param>
public sealed record ServiceAccount(string ClientEmail, string PrivateKeyPem, string? PrivateKeyId = null)
{
    /// <summary>Who gives tokens.</summary>
    public Uri TokenUri { get; init; } = new("https://oauth2.googleapis.com/token");

    /// <summary>What the token is for.</summary>
    public string Scope { get; init; } = "https://www.googleapis.com/auth/cloud-platform";

    /// <inheritdoc/>
    public override string ToString() => ClientEmail;
}
