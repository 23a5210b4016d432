using System.Text.Json.Serialization;

namespace Strata.Management.Requests;

/// <summary>The JSON of the ledger.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(RequestList))]
[JsonSerializable(typeof(RequestView))]
[JsonSerializable(typeof(GenerationView))]
[JsonSerializable(typeof(UsageList))]
[JsonSerializable(typeof(RepricingBody))]
[JsonSerializable(typeof(RepricingView))]
internal sealed partial class RequestJson : JsonSerializerContext;
