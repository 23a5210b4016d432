using System.Text.Json.Serialization;

namespace Strata.Costs.Endpoints;

/// <summary>The JSON of costs.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ForecastView))]
[JsonSerializable(typeof(AnomalyList))]
[JsonSerializable(typeof(ActualList))]
[JsonSerializable(typeof(MachineList))]
internal sealed partial class CostsJson : JsonSerializerContext;
