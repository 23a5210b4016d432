using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Strata.Core.Results;
using Strata.Routing.Providers;

namespace Strata.Routing.Signing;

/// <summary>Tokens of a Google service account: a JWT signed by its key (RS256), given for a token (RFC 7523 section 2.1).</summary>
internal static class ServiceAccountTokens
{
    private const string Grant = "urn:ietf:params:oauth:grant-type:jwt-bearer";
    private static readonly TimeSpan Life = TimeSpan.FromHours(1);

    public static Task<Result<AccessToken>> FetchAsync(TokenEndpoint endpoint, ServiceAccount account, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (!Assertion(account, now).Try(out var assertion, out var problem))
        {
            return Task.FromResult<Result<AccessToken>>(problem);
        }

        return endpoint.AskAsync(account.TokenUri, [new("grant_type", Grant), new("assertion", assertion)], cancellationToken);
    }

    public static Result<string> Assertion(ServiceAccount account, DateTimeOffset now)
    {
        var signed = $"{Encode(Header(account))}.{Encode(Claims(account, now))}";
        try
        {
            using var rsa = RSA.Create();
            rsa.ImportFromPem(account.PrivateKeyPem);
            var signature = rsa.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            return $"{signed}.{Base64Url.EncodeToString(signature)}";
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            return new Problem(ProblemCode.UpstreamRejectedCredentials, "The service account's private key is no RSA key in PEM. Tell the operator.");
        }
    }

    private static ReadOnlySpan<byte> Header(ServiceAccount account) => Json(writer =>
    {
        writer.WriteString("alg", "RS256");
        writer.WriteString("typ", "JWT");
        if (account.PrivateKeyId is { } id)
        {
            writer.WriteString("kid", id);
        }
    });

    private static ReadOnlySpan<byte> Claims(ServiceAccount account, DateTimeOffset now) => Json(writer =>
    {
        writer.WriteString("iss", account.ClientEmail);
        writer.WriteString("scope", account.Scope);
        writer.WriteString("aud", account.TokenUri.AbsoluteUri);
        writer.WriteNumber("iat", now.ToUnixTimeSeconds());
        writer.WriteNumber("exp", (now + Life).ToUnixTimeSeconds());
    });

    private static ReadOnlySpan<byte> Json(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            members(writer);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan;
    }

    private static string Encode(ReadOnlySpan<byte> bytes) => Base64Url.EncodeToString(bytes);
}
