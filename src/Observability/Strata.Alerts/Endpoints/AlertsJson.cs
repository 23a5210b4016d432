using System.Text.Json.Serialization;
using Strata.Alerts.Receivers;
using Strata.Alerts.Rules;

namespace Strata.Alerts.Endpoints;

/// <summary>The JSON of alerts.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(RuleBody))]
[JsonSerializable(typeof(ReceiverBody))]
[JsonSerializable(typeof(SilenceBody))]
[JsonSerializable(typeof(RuleView))]
[JsonSerializable(typeof(RuleList))]
[JsonSerializable(typeof(ReadingList))]
[JsonSerializable(typeof(ReceiverView))]
[JsonSerializable(typeof(ReceiverList))]
[JsonSerializable(typeof(TestView))]
[JsonSerializable(typeof(SilenceView))]
[JsonSerializable(typeof(SilenceList))]
[JsonSerializable(typeof(AlertViewList))]
[JsonSerializable(typeof(EventList))]
[JsonSerializable(typeof(DeliveryList))]
[JsonSerializable(typeof(SwitchView))]
[JsonSerializable(typeof(SwitchList))]
internal sealed partial class AlertsJson : JsonSerializerContext;
