using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Strata.Core.Results;

namespace Strata.Identity.Tokens;

/// <summary>A signed token taken apart (RFC 7515 compact form, RFC 7519 claims); nothing is believed before its signature is checked.</summary>
internal sealed record SignedToken
{
    public const int CharsMax = 16 << 10;

    public required string Algorithm { get; init; }

    public required string KeyId { get; init; }

    public required byte[] Signed { get; init; }

    public required byte[] Signature { get; init; }

    public required JsonElement Claims { get; init; }

    /// <summary>Whether a secret has the form of a signed token: three parts, the first one base64url of a JSON object.</summary>
    public static bool LooksLike(ReadOnlySpan<char> secret) => secret.StartsWith("eyJ", StringComparison.Ordinal) && secret.Count('.') == 2;

    public static Result<SignedToken> Parse(ReadOnlySpan<char> text)
    {
        var first = text.IndexOf('.');
        var last = text.LastIndexOf('.');
        if (text.Length > CharsMax || first <= 0 || last <= first || !Base64Url.IsValid(text[..first]) || !Base64Url.IsValid(text[(first + 1)..last]) || !Base64Url.IsValid(text[(last + 1)..]))
        {
            return Refused("The token is not three parts of base64url.");
        }

        try
        {
            var (head, body) = (Base64Url.DecodeFromChars(text[..first]), Base64Url.DecodeFromChars(text[(first + 1)..last]));
            if (!Utf8.IsValid(head) || !Utf8.IsValid(body))
            {
                return Refused("The token's parts are not UTF-8.");
            }

            using var header = JsonDocument.Parse(head, new JsonDocumentOptions { MaxDepth = 8 });
            using var claims = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 16 });
            if (header.RootElement.ValueKind != JsonValueKind.Object || claims.RootElement.ValueKind != JsonValueKind.Object || header.RootElement.TryGetProperty("crit", out _))
            {
                return Refused("The token's header asks for something unknown, or is no object.");
            }

            return new SignedToken
            {
                Algorithm = TextOf(header.RootElement, "alg"),
                KeyId = TextOf(header.RootElement, "kid"),
                Signed = Encoding.ASCII.GetBytes(text[..last].ToString()),
                Signature = Base64Url.DecodeFromChars(text[(last + 1)..]),
                Claims = claims.RootElement.Clone(),
            };
        }
        catch (JsonException)
        {
            return Refused("The token's parts are not JSON.");
        }
    }

    public string Text(string claim) => TextOf(Claims, claim);

    /// <summary>A claim that is one text or a list of them.</summary>
    public IEnumerable<string> Texts(string claim) =>
        !Claims.TryGetProperty(claim, out var value) ? []
        : value.ValueKind == JsonValueKind.String ? [value.GetString()!]
        : value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Where(v => v.ValueKind == JsonValueKind.String).Select(v => v.GetString()!)
        : [];

    /// <summary>A time in seconds since 1970; null where the claim is not there or no time.</summary>
    public DateTimeOffset? Time(string claim) =>
        Claims.TryGetProperty(claim, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var seconds) && seconds is >= 0 and < 253_402_300_800
            ? DateTimeOffset.UnixEpoch.AddSeconds(seconds) : null;

    internal static Problem Refused(string message) => new(ProblemCode.Unauthenticated, message);

    private static string TextOf(JsonElement from, string name) => from.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
