using System.Text.Json.Serialization;

namespace Strata.Models.Pull;

/// <summary>Source-generated JSON of what sources and the catalogue say. A null where a value must be is refused like broken JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(CatalogueEntry[]))]
[JsonSerializable(typeof(HubFile[]))]
[JsonSerializable(typeof(IndexProject))]
internal sealed partial class PullJson : JsonSerializerContext;
