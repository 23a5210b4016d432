using System.Text.Json.Serialization;

namespace Strata.Telemetry.Endpoints;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(TraceListBody))]
[JsonSerializable(typeof(TraceBody))]
[JsonSerializable(typeof(long))]
[JsonSerializable(typeof(double))]
[JsonSerializable(typeof(bool))]
internal sealed partial class TelemetryJson : JsonSerializerContext;
