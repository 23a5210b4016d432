using System.Text.Json.Serialization;

namespace Strata.Gateway.Endpoints;

/// <summary>The JSON of our own API: snake case, absent values left out.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(KeyList))]
[JsonSerializable(typeof(KeyView))]
[JsonSerializable(typeof(KeyCreated))]
[JsonSerializable(typeof(KeyCreate))]
[JsonSerializable(typeof(KeyExpiry))]
[JsonSerializable(typeof(RequestList))]
[JsonSerializable(typeof(RequestView))]
[JsonSerializable(typeof(UsageList))]
[JsonSerializable(typeof(PriceList))]
[JsonSerializable(typeof(ModelViewList))]
internal sealed partial class GatewayJson : JsonSerializerContext;
