using System.Text.Json.Serialization;

namespace Strata.Cli.Api;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(SavedLogin[]))]
internal sealed partial class CliJson : JsonSerializerContext;
