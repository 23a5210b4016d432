using System.Text.Json;
using System.Text.RegularExpressions;

namespace Strata.Guard.Schemas;

/// <summary>One schema within a schema, read and immutable but for references that point forward.</summary>
internal sealed class SchemaNode
{
    /// <summary>Takes anything: <c>true</c>.</summary>
    public static readonly SchemaNode Anything = new();

    /// <summary>Takes nothing: <c>false</c>.</summary>
    public static readonly SchemaNode Nothing = new() { Kinds = JsonKinds.None };

    public JsonKinds Kinds { get; set; } = JsonKinds.Any;

    public Dictionary<string, SchemaNode> Properties { get; } = new(StringComparer.Ordinal);

    public List<string> Required { get; } = [];

    /// <summary>What members without a property must be; null takes anything.</summary>
    public SchemaNode? Additional { get; set; }

    public SchemaNode? Items { get; set; }

    /// <summary>The values of <c>enum</c>, or the one of <c>const</c>; null where any will do.</summary>
    public List<JsonElement>? Values { get; set; }

    public decimal? Minimum { get; set; }

    public decimal? Maximum { get; set; }

    public decimal? Above { get; set; }

    public decimal? Below { get; set; }

    /// <summary>Characters of a string, items of an array, members of an object.</summary>
    public (long Least, long Most) Length { get; set; } = (0, long.MaxValue);

    public (long Least, long Most) Count { get; set; } = (0, long.MaxValue);

    public (long Least, long Most) Members { get; set; } = (0, long.MaxValue);

    public Regex? Pattern { get; set; }

    public List<SchemaNode> AllOf { get; } = [];

    public List<SchemaNode> AnyOf { get; } = [];

    public List<SchemaNode> OneOf { get; } = [];

    public SchemaNode? Not { get; set; }

    /// <summary>What <c>$ref</c> points to.</summary>
    public SchemaNode? Reference { get; set; }
}
