using Strata.Core.Configuration;

namespace Strata.Cli.Local;

/// <summary>A key, its value and where the value came from.</summary>
/// <param name="Key">What is known of the key.</param>
/// <param name="Origin">The place, or <c>default</c>.</param>
public sealed record ConfigEntry(ConfigKey Key, string Origin)
{
    /// <summary>The value as it may be shown.</summary>
    public string Shown => !Key.Secret ? Key.Value ?? "" : Origin == "default" ? "" : "(hidden)";
}
