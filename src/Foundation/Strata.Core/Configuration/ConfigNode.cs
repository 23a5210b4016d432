namespace Strata.Core.Configuration;

/// <summary>A node of the parsed configuration: a scalar, a mapping or a sequence, and where it stood.</summary>
public sealed class ConfigNode
{
    /// <summary>The text of a scalar, with references to the environment already replaced; null for the other kinds.</summary>
    public string? Scalar { get; init; }

    /// <summary>The members of a mapping, in the order they were written.</summary>
    public IReadOnlyDictionary<string, ConfigNode>? Members { get; init; }

    /// <summary>The items of a sequence.</summary>
    public IReadOnlyList<ConfigNode>? Items { get; init; }

    /// <summary>Where it stood, for instance <c>strata.yaml:12</c> or <c>STRATA__GATEWAY__TIMEOUT</c>.</summary>
    public string Origin { get; init; } = "";

    /// <summary>A mapping without members.</summary>
    public static ConfigNode Empty { get; } = new() { Members = new Dictionary<string, ConfigNode>() };
}
