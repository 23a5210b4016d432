using System.Text.Json.Serialization;

namespace Strata.Management.Caches;

/// <summary>The JSON of the cache.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(CacheView))]
[JsonSerializable(typeof(PurgeBody))]
[JsonSerializable(typeof(PurgeView))]
internal sealed partial class CacheJson : JsonSerializerContext;
