namespace Strata.Routing.Providers;

/// <summary>How a call proves who pays for it.</summary>
public enum AuthStyle
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary><c>Authorization: Bearer KEY</c>.</summary>
    Bearer,

    /// <summary><c>x-api-key: KEY</c> (Anthropic).</summary>
    XApiKey,

    /// <summary><c>x-goog-api-key: KEY</c> (Gemini).</summary>
    GoogleApiKey,

    /// <summary><c>api-key: KEY</c> (Azure).</summary>
    AzureApiKey,

    /// <summary>A bearer token of Microsoft Entra ID by client credentials.</summary>
    EntraId,

    /// <summary>AWS Signature Version 4.</summary>
    SigV4,

    /// <summary>A bearer token of a Google service account.</summary>
    ServiceAccount,
}
