using System.Text.Json.Serialization;

namespace Strata.Models.Pull;

/// <summary>Source-generated JSON of what sources and the catalogue say.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(CatalogueEntry[]))]
[JsonSerializable(typeof(HubFile[]))]
[JsonSerializable(typeof(IndexProject))]
internal sealed partial class PullJson : JsonSerializerContext;
