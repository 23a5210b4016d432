using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Strata.Core.Results;

namespace Strata.Models.Store;

/// <summary>
/// The bytes of <c>model.json</c>: <c>{"version":1,"checksum":"sha256:…","model":{…}}</c>, the checksum over the UTF-8
/// bytes of the model object exactly as written. An unknown version or a wrong checksum is refused.
/// </summary>
internal static class ManifestLayout
{
    public const int Version = 1;

    private const int BytesMax = 1 << 20;

    public static byte[] Write(ModelManifest manifest)
    {
        var model = JsonSerializer.Serialize(manifest, StoreJson.Default.ModelManifest);
        return Encoding.UTF8.GetBytes($$"""{"version":{{Version}},"checksum":"{{Checksum(model)}}","model":{{model}}}""");
    }

    public static Result<ModelManifest> Read(ReadOnlyMemory<byte> bytes, string path)
    {
        if (bytes.Length > BytesMax)
        {
            return Problem.Corrupt($"'{path}' has {bytes.Length} bytes; a manifest has at most {BytesMax}.");
        }

        try
        {
            using var document = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = 16 });
            var root = document.RootElement;
            if (!root.TryGetProperty("version", out var version) || version.GetInt32() != Version)
            {
                return Problem.Corrupt($"'{path}' is not a manifest of version {Version}; remove the model and pull it again.");
            }

            var model = root.GetProperty("model").GetRawText();
            var manifest = root.GetProperty("checksum").GetString() == Checksum(model)
                ? JsonSerializer.Deserialize(model, StoreJson.Default.ModelManifest)
                : null;
            return manifest is { Files.Count: > 0 }
                ? manifest
                : Problem.Corrupt($"'{path}' does not match its checksum; remove the model and pull it again.");
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return Problem.Corrupt($"'{path}' is not a readable manifest; remove the model and pull it again.");
        }
    }

    private static string Checksum(string model) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(model)));
}
