namespace Strata.Guard.Options;

/// <summary>A JSON schema that rules name as <c>schema:NAME</c>.</summary>
public sealed record GuardSchemaOptions
{
    /// <summary>The schema, as JSON.</summary>
    public required string Schema { get; init; }

    /// <summary>For tool calls, the tool whose arguments it describes; empty for every tool.</summary>
    public string Tool { get; init; } = "";
}
