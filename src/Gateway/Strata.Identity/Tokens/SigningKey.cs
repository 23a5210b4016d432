using System.Security.Cryptography;

namespace Strata.Identity.Tokens;

/// <summary>A public key of an issuer (RFC 7517).</summary>
/// <param name="Id">Its <c>kid</c>; empty where it has none.</param>
/// <param name="Rsa">The key, for RSA.</param>
/// <param name="Curve">The key, for an elliptic curve.</param>
internal sealed record SigningKey(string Id, RSA? Rsa, ECDsa? Curve)
{
    /// <summary>Checks a signature (RFC 7518, section 3). Algorithms without a public key, <c>none</c> first, do not exist here.</summary>
    public bool Verify(string algorithm, ReadOnlySpan<byte> signed, ReadOnlySpan<byte> signature) => algorithm switch
    {
        "RS256" => Rsa?.VerifyData(signed, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1) == true,
        "RS384" => Rsa?.VerifyData(signed, signature, HashAlgorithmName.SHA384, RSASignaturePadding.Pkcs1) == true,
        "RS512" => Rsa?.VerifyData(signed, signature, HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1) == true,
        "PS256" => Rsa?.VerifyData(signed, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pss) == true,
        "PS384" => Rsa?.VerifyData(signed, signature, HashAlgorithmName.SHA384, RSASignaturePadding.Pss) == true,
        "PS512" => Rsa?.VerifyData(signed, signature, HashAlgorithmName.SHA512, RSASignaturePadding.Pss) == true,
        "ES256" => Curve is { KeySize: 256 } curve && curve.VerifyData(signed, signature, HashAlgorithmName.SHA256),
        "ES384" => Curve is { KeySize: 384 } curve && curve.VerifyData(signed, signature, HashAlgorithmName.SHA384),
        "ES512" => Curve is { KeySize: 521 } curve && curve.VerifyData(signed, signature, HashAlgorithmName.SHA512),
        _ => false,
    };
}
