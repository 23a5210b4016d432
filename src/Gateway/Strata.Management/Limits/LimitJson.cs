using System.Text.Json.Serialization;

namespace Strata.Management.Limits;

/// <summary>The JSON of limits and budgets.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(LimitBody))]
[JsonSerializable(typeof(LimitList))]
[JsonSerializable(typeof(LimitView))]
[JsonSerializable(typeof(BudgetList))]
[JsonSerializable(typeof(AlertList))]
internal sealed partial class LimitJson : JsonSerializerContext;
