using System.Text.Json.Serialization;

namespace Strata.Management.Keys;

/// <summary>The JSON of keys: snake case, absent values left out, unknown members refused.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(KeyList))]
[JsonSerializable(typeof(KeyView))]
[JsonSerializable(typeof(KeyCreated))]
[JsonSerializable(typeof(KeyCreate))]
[JsonSerializable(typeof(KeyChange))]
[JsonSerializable(typeof(KeyExpiry))]
[JsonSerializable(typeof(KeyRotation))]
internal sealed partial class KeyJson : JsonSerializerContext;
