using System.Security.Cryptography;

namespace Strata.Identity.Keys;

/// <summary>Secrets of the form <c>sk-strata-</c> and 40 characters of 5 random bits each: 200 bits.</summary>
internal static class KeySecret
{
    public const string Prefix = "sk-strata-";
    public const int LengthMax = 256;
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    public static string New() => Prefix + RandomNumberGenerator.GetString(Alphabet, 40);

    public static string HintOf(string secret) => secret[^4..];
}
