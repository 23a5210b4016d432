using System.Text;
using System.Text.Json;
using Strata.Dialects.Canonical;

namespace Strata.Dialects.Gemini;

/// <summary>
/// Reasoning under <c>thoughtSignature</c>. Gemini's own seal passes verbatim. What another dialect sealed is packed in base64 (clients
/// decode the member) behind a mark of ours, so that a caller who sends it back gives it to the provider that can open it.
/// </summary>
internal static class GeminiSeal
{
    private const string Mark = "strata-seal:"; // twelve bytes: its base64 ends on a boundary, so the mark is a prefix there too
    private const string PackedMark = "c3RyYXRhLXNlYWw6";
    private const char Gap = '\n';

    public static ThinkingBlock Open(string text, string? signature)
    {
        if (signature is null)
        {
            return new ThinkingBlock(text);
        }

        var buffer = signature.StartsWith(PackedMark, StringComparison.Ordinal) ? new byte[signature.Length] : [];
        if (Convert.TryFromBase64String(signature, buffer, out var length) && length > 0
            && Encoding.UTF8.GetString(buffer, 0, length).Split(Gap) is [_, var origin, var id, var open, var closed])
        {
            return new ThinkingBlock(text) { Origin = origin, Id = Said(id), Signature = Said(open), Sealed = Said(closed) };
        }

        return new ThinkingBlock(text) { Origin = GeminiNames.Dialect, Signature = signature };
    }

    /// <summary>The signature for a caller of this dialect; null where the reasoning is open.</summary>
    public static string? Close(ThinkingBlock block) => block.Origin switch
    {
        "" => null,
        GeminiNames.Dialect => block.Signature,
        _ => Close(block.Origin, block.Id, block.Signature, block.Sealed),
    };

    public static string Close(string origin, string? id, string? signature, string? closed) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes(string.Join(Gap, Mark, origin, id, signature, closed)));

    /// <summary>The signature for Anthropic's <c>redacted_thinking</c>, which streams bring as a block of that dialect's own; null where it is none.</summary>
    public static string? CloseRedacted(AnswerEvent block)
    {
        using var document = JsonDocument.Parse(block.Json);
        return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.String
            ? Close(block.Origin ?? "", null, null, data.GetString())
            : null;
    }

    private static string? Said(string text) => text.Length == 0 ? null : text;
}
