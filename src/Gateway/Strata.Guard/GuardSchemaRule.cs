using Strata.Guard.Schemas;

namespace Strata.Guard;

/// <summary>A rule whose detector is a JSON schema: it finds whole texts that are not as it says.</summary>
/// <param name="Detector">Its name in the policy: <c>schema:NAME</c>.</param>
/// <param name="Action">Flag or block.</param>
/// <param name="Schema">The schema.</param>
/// <param name="Tool">The tool whose arguments it describes; empty for every tool.</param>
public sealed record GuardSchemaRule(string Detector, GuardAction Action, JsonSchema Schema, string Tool);
