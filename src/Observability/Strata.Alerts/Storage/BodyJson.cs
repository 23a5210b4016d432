using System.Text.Json.Serialization;
using Strata.Alerts.Receivers;
using Strata.Alerts.Rules;

namespace Strata.Alerts.Storage;

/// <summary>Rules and receivers as they stand in requests and in the database. What a rule does not know is refused, not passed over.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(RuleBody))]
[JsonSerializable(typeof(ReceiverBody))]
internal sealed partial class BodyJson : JsonSerializerContext;
