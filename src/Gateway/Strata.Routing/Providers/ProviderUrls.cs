namespace Strata.Routing.Providers;

/// <summary>Builds the addresses of calls from a kind's paths.</summary>
public static class ProviderUrls
{
    /// <summary>The base address of a provider: what was configured or the kind's own, its places filled, ending in a slash; null where it is no http address.</summary>
    public static Uri? Base(ProviderKind kind, string? configured, string region, string location)
    {
        var text = (configured ?? kind.DefaultUrl ?? "").Trim().TrimEnd('/');
        text = text.Replace("{region}", region, StringComparison.Ordinal);
        text = location == "global" ? text.Replace("{location}-", "", StringComparison.Ordinal) : text.Replace("{location}", location, StringComparison.Ordinal);
        if (!Uri.TryCreate(text + "/", UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.Query.Length > 0)
        {
            return null;
        }

        return url.AbsolutePath == "/" && kind.VersionSegment.Length > 0 ? new Uri(url, kind.VersionSegment + "/") : url;
    }

    /// <summary>The address of a call; null where the provider does not offer the operation.</summary>
    /// <param name="provider">Who is asked.</param>
    /// <param name="operation">For what.</param>
    /// <param name="model">The provider's own name of the model; used where it stands in the path.</param>
    /// <param name="rest">What follows the path, as <c>/file-1/content</c> or <c>?limit=20</c>: the caller's own, already escaped.</param>
    public static Uri? Of(Provider provider, Operation operation, string model, string rest = "")
    {
        if (provider.PathOf(operation) is not { } template)
        {
            return null;
        }

        var path = Fill(template, provider, model);
        return new Uri(provider.Url, rest.Length == 0 ? path : Join(path, rest));
    }

    private static string Fill(string template, Provider provider, string model) =>
        !template.Contains('{', StringComparison.Ordinal) ? template
        : template.Replace("{model}", Uri.EscapeDataString(model), StringComparison.Ordinal)
            .Replace("{project}", Uri.EscapeDataString(provider.Project), StringComparison.Ordinal)
            .Replace("{location}", Uri.EscapeDataString(provider.Location), StringComparison.Ordinal)
            .Replace("{region}", Uri.EscapeDataString(provider.Region), StringComparison.Ordinal)
            .Replace("{api_version}", Uri.EscapeDataString(provider.ApiVersion), StringComparison.Ordinal);

    /// <summary>The rest belongs to the path; the template's own query comes last.</summary>
    private static string Join(string path, string rest)
    {
        var query = path.IndexOf('?', StringComparison.Ordinal);
        if (query < 0)
        {
            return path + rest;
        }

        var joint = rest.Contains('?', StringComparison.Ordinal) ? "&" : "?";
        return path[..query] + rest + joint + path[(query + 1)..];
    }
}
