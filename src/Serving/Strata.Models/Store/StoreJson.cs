using System.Text.Json.Serialization;

namespace Strata.Models.Store;

/// <summary>Source-generated JSON of the manifest.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ModelManifest))]
internal sealed partial class StoreJson : JsonSerializerContext;
