using System.Text.Encodings.Web;
using System.Text.Json;

namespace Strata.Cli.Output;

/// <summary>JSON for people and for pipes: indented, characters as they are.</summary>
internal static class JsonText
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(JsonElement element) => JsonSerializer.Serialize(element, Indented);
}
