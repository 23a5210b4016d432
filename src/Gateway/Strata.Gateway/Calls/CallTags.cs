namespace Strata.Gateway.Calls;

/// <summary>On whose behalf and for what a call is made, as its headers and body say.</summary>
/// <param name="EndUser">The caller's own user; empty where not said.</param>
/// <param name="Tags">Labels, <c>name=value</c>.</param>
internal sealed record CallTags(string EndUser, IReadOnlyList<string> Tags)
{
    public static readonly CallTags None = new("", []);

    /// <summary>What else the request says of itself; null where nobody looks at it.</summary>
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }
}
