using System.Text.Json.Serialization;

namespace Strata.Collector.Endpoints;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(UnmappedBody))]
internal sealed partial class CollectorJson : JsonSerializerContext;
