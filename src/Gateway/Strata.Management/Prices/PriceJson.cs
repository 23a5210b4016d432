using System.Text.Json.Serialization;

namespace Strata.Management.Prices;

/// <summary>The JSON of the price book.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(BookView))]
[JsonSerializable(typeof(PriceView))]
[JsonSerializable(typeof(PriceBody))]
[JsonSerializable(typeof(ImportView))]
internal sealed partial class PriceJson : JsonSerializerContext;
