using System.Globalization;
using System.Text.Json;
using Strata.Core.Configuration;
using Strata.Core.Results;

namespace Strata.Cli.Imports;

/// <summary>Looks into another gateway's file, whatever shape it has.</summary>
internal static class Nodes
{
    private const int DepthMax = 32;

    public static ConfigNode? At(this ConfigNode? node, string name) => node?.Members?.GetValueOrDefault(name);

    public static string? Text(this ConfigNode? node, string name) => node.At(name)?.Scalar is { Length: > 0 } text ? text.Trim() : null;

    public static decimal? Number(this ConfigNode? node, string name) =>
        decimal.TryParse(node.Text(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number is >= 0 and <= 1_000_000_000 ? number : null;

    public static IEnumerable<ConfigNode> Items(this ConfigNode? node, string name) => node.At(name)?.Items ?? [];

    public static IEnumerable<string> Names(this ConfigNode? node) => node?.Members?.Keys ?? [];

    /// <summary>JSON as the same tree that YAML becomes.</summary>
    public static Result<ConfigNode> OfJson(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = DepthMax, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            return Of(json.RootElement);
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return Problem.Invalid($"The file is not JSON: {broken.Message}");
        }
    }

    private static ConfigNode Of(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => new ConfigNode { Members = element.EnumerateObject().DistinctBy(m => m.Name).ToDictionary(m => m.Name, m => Of(m.Value), StringComparer.Ordinal) },
        JsonValueKind.Array => new ConfigNode { Items = [.. element.EnumerateArray().Select(Of)] },
        JsonValueKind.String => new ConfigNode { Scalar = element.GetString() },
        JsonValueKind.Null => new ConfigNode { Scalar = "" },
        _ => new ConfigNode { Scalar = element.GetRawText() },
    };
}
