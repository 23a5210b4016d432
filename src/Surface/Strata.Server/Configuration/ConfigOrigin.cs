using System.Globalization;
using Strata.Core.Configuration;

namespace Strata.Server.Configuration;

/// <summary>Finds where the value of a key came from.</summary>
internal static class ConfigOrigin
{
    /// <summary>The origin of a key path such as <c>gateway.upstreams[0].url</c>; null where its default stands.</summary>
    public static string? Of(ConfigNode root, string path)
    {
        var node = root;
        foreach (var part in path.Replace("[", ".[", StringComparison.Ordinal).Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            var next = part[0] == '['
                ? int.TryParse(part.AsSpan(1, part.Length - 2), NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? node.Items?.ElementAtOrDefault(index) : null
                : node.Members?.GetValueOrDefault(part);
            if (next is null)
            {
                return null;
            }

            node = next;
        }

        return node.Origin;
    }
}
