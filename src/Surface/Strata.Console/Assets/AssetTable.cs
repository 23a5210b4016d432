using System.Security.Cryptography;

namespace Strata.Console.Assets;

/// <summary>
/// The console's style sheets and scripts, embedded in the assembly. Each is served under a path that holds the hash of its
/// bytes, so a browser may keep it for ever and a new build is seen at once.
/// </summary>
internal static class AssetTable
{
    private const string Prefix = "Strata.Console.Assets.";
    private static readonly Dictionary<string, Asset> ByName = Load();

    /// <summary>Where an asset is served.</summary>
    public static string Url(string name) => ByName[name].Url;

    /// <summary>An asset by its name and hash; null where there is none.</summary>
    public static Asset? Find(string hash, string name) => ByName.TryGetValue(name, out var asset) && asset.Hash == hash ? asset : null;

    private static Dictionary<string, Asset> Load()
    {
        var assembly = typeof(AssetTable).Assembly;
        var assets = new Dictionary<string, Asset>(StringComparer.Ordinal);
        foreach (var resource in assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(resource)!;
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            var name = resource[Prefix.Length..];
            var type = Path.GetExtension(name) switch { ".css" => "text/css; charset=utf-8", ".js" => "text/javascript; charset=utf-8", _ => "image/svg+xml" };
            assets.Add(name, new Asset(name, Convert.ToHexStringLower(SHA256.HashData(bytes))[..12], type, bytes));
        }

        return assets;
    }
}
