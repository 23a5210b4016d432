namespace Strata.Core.Configuration;

/// <summary>Something to say about a configuration.</summary>
/// <param name="Key">The full key, for instance <c>gateway.upstreams[0].url</c>.</param>
/// <param name="Origin">Where it stood; empty where it is missing.</param>
/// <param name="What">What is wrong, or unwise.</param>
/// <param name="Fix">What to do.</param>
/// <param name="IsError">An error keeps the configuration from being used; a warning does not.</param>
public sealed record ConfigFinding(string Key, string Origin, string What, string Fix, bool IsError)
{
    /// <inheritdoc/>
    public override string ToString() =>
        $"{(IsError ? "error" : "warning")}: {Key}{(Origin.Length > 0 ? $" ({Origin})" : "")}: {What} {Fix}";
}
