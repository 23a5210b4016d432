using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Strata.Stored.Files;

/// <summary>How lists and batches are written.</summary>
[JsonSerializable(typeof(JsonObject))]
internal sealed partial class FileJsonContext : JsonSerializerContext;
