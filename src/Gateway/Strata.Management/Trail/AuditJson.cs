using System.Text.Json.Serialization;

namespace Strata.Management.Trail;

/// <summary>The JSON of the audit chain.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AuditList))]
[JsonSerializable(typeof(VerdictView))]
internal sealed partial class AuditJson : JsonSerializerContext;
