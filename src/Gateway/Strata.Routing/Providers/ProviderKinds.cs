using System.Collections.Frozen;

namespace Strata.Routing.Providers;

/// <summary>All kinds of providers. Adding one is one entry in one of the three lists.</summary>
public static class ProviderKinds
{
    private static readonly FrozenDictionary<string, ProviderKind> ByName =
        HostedKinds.All.Concat(CloudKinds.All).Concat(ServerKinds.All).ToFrozenDictionary(k => k.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>All kinds, sorted by name.</summary>
    public static IReadOnlyList<ProviderKind> All { get; } = [.. ByName.Values.OrderBy(k => k.Name, StringComparer.Ordinal)];

    /// <summary>Any server that speaks OpenAI's API.</summary>
    public static ProviderKind OpenAiCompatible { get; } = ByName["openai-compatible"];

    /// <summary>The models of this process: no address, no credential, every dialect.</summary>
    public static ProviderKind InProcess { get; } = new()
    {
        Name = "in-process", Title = "This process", Auth = AuthStyle.None, Dialects = [], Paths = FrozenDictionary<Operation, string>.Empty,
    };

    /// <summary>The kind of a name, in any case; null where there is none.</summary>
    public static ProviderKind? Find(string name) => ByName.GetValueOrDefault(name);
}
