using System.Text.Json.Serialization;

namespace Strata.Management.Traffic;

/// <summary>The JSON of models, providers and routes.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(ModelViewList))]
[JsonSerializable(typeof(ProviderList))]
[JsonSerializable(typeof(RouteList))]
[JsonSerializable(typeof(ExplainBody))]
[JsonSerializable(typeof(ExplainView))]
internal sealed partial class TrafficJson : JsonSerializerContext;
