using System.Collections.Frozen;

namespace Strata.Routing.Providers;

/// <summary>
/// A kind of provider, as data: what it speaks, where, and how a call to it is paid for. Paths are relative to the base address
/// and may hold <c>{model}</c>, <c>{project}</c>, <c>{location}</c>, <c>{region}</c> and <c>{api_version}</c>.
/// </summary>
public sealed record ProviderKind
{
    /// <summary>Its name in <c>strata.yaml</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Its name for people.</summary>
    public required string Title { get; init; }

    /// <summary>The base address where the configuration names none; null where it must.</summary>
    public string? DefaultUrl { get; init; }

    /// <summary>What a base address without a path gets appended: the version segment, as <c>v1</c>; empty for none.</summary>
    public string VersionSegment { get; init; } = "";

    /// <summary>How calls are paid for unless the credential says otherwise.</summary>
    public AuthStyle Auth { get; init; } = AuthStyle.Bearer;

    /// <summary>The dialects of text generation that it speaks, the best first.</summary>
    public required IReadOnlyList<string> Dialects { get; init; }

    /// <summary>The path of each operation that it offers.</summary>
    public required FrozenDictionary<Operation, string> Paths { get; init; }

    /// <summary>What its request's writer must know.</summary>
    public ProviderQuirks Quirks { get; init; } = new();

    /// <summary>Members of the configuration it cannot do without: <c>region</c>, <c>project</c>, <c>location</c>.</summary>
    public IReadOnlyList<string> Needs { get; init; } = [];

    /// <summary>The version in <c>{api_version}</c> where the configuration names none.</summary>
    public string? DefaultApiVersion { get; init; }
}
