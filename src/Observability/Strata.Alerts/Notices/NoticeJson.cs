using System.Text.Json.Serialization;

namespace Strata.Alerts.Notices;

/// <summary>A message as it waits in the database.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Notice))]
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class NoticeJson : JsonSerializerContext;
