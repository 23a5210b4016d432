using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Strata.Core.Results;

namespace Strata.Identity.Tokens;

/// <summary>Reads a key set (RFC 7517). Keys of kinds and uses that are not for signatures here are passed over.</summary>
internal static class SigningKeys
{
    public const int BytesMax = 1 << 20;
    private const int KeysMax = 100;

    public static Result<IReadOnlyList<SigningKey>> Read(ReadOnlyMemory<byte> json)
    {
        if (json.Length > BytesMax)
        {
            return Problem.Invalid($"The key set has more than {BytesMax} bytes.");
        }

        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 16 });
            if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("keys", out var list) || list.ValueKind != JsonValueKind.Array)
            {
                return Problem.Invalid("The key set has no list 'keys'.");
            }

            return list.EnumerateArray().Take(KeysMax).Select(One).OfType<SigningKey>().ToArray();
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return Problem.Invalid("The key set is not JSON.");
        }
    }

    private static SigningKey? One(JsonElement key)
    {
        if (key.ValueKind != JsonValueKind.Object || Text(key, "use") is { Length: > 0 } and not "sig")
        {
            return null;
        }

        try
        {
            return Text(key, "kty") switch
            {
                "RSA" when Bytes(key, "n") is { Length: >= 256 and <= 1_024 } n && Bytes(key, "e") is { Length: > 0 } e =>
                    new SigningKey(Text(key, "kid"), RSA.Create(new RSAParameters { Modulus = n, Exponent = e }), null),
                "EC" when CurveOf(Text(key, "crv")) is { } curve && Bytes(key, "x") is { } x && Bytes(key, "y") is { } y =>
                    new SigningKey(Text(key, "kid"), null, ECDsa.Create(new ECParameters { Curve = curve, Q = new ECPoint { X = x, Y = y } })),
                _ => null,
            };
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static ECCurve? CurveOf(string name) => name switch
    {
        "P-256" => ECCurve.NamedCurves.nistP256,
        "P-384" => ECCurve.NamedCurves.nistP384,
        "P-521" => ECCurve.NamedCurves.nistP521,
        _ => null,
    };

    private static string Text(JsonElement key, string name) => key.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static byte[]? Bytes(JsonElement key, string name)
    {
        var text = Text(key, name);
        return text.Length > 0 && Base64Url.IsValid(text) ? Base64Url.DecodeFromChars(text) : null;
    }
}
