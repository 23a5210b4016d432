namespace Strata.Guard.Options;

/// <summary>One policy: its rules in order, and the sets they name.</summary>
public sealed record GuardPolicyOptions
{
    /// <summary>The rules; for one detector and direction the first one holds.</summary>
    public IReadOnlyList<GuardRuleOptions> Rules { get; init; } = [];

    /// <summary>Sets of words by the name that rules use.</summary>
    public IReadOnlyDictionary<string, KeywordSetOptions> Keywords { get; init; } = new Dictionary<string, KeywordSetOptions>();

    /// <summary>Sets of patterns by the name that rules use.</summary>
    public IReadOnlyDictionary<string, PatternSetOptions> Patterns { get; init; } = new Dictionary<string, PatternSetOptions>();

    /// <summary>JSON schemas by the name that rules use.</summary>
    public IReadOnlyDictionary<string, GuardSchemaOptions> Schemas { get; init; } = new Dictionary<string, GuardSchemaOptions>();
}
