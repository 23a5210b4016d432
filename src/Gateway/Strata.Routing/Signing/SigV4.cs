using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Strata.Routing.Providers;

namespace Strata.Routing.Signing;

/// <summary>
/// AWS Signature Version 4, as AWS's general reference describes it: canonical request, string to sign, derived key, signature.
/// Paths are encoded a second time, as every service but S3 wants it. Pure functions.
/// </summary>
internal static class SigV4
{
    private const string Algorithm = "AWS4-HMAC-SHA256";

    /// <summary>The request in the form that is hashed.</summary>
    /// <param name="method">Its HTTP method.</param>
    /// <param name="path">Its path as it is sent.</param>
    /// <param name="query">Its query as it is sent, without the question mark.</param>
    /// <param name="headers">The headers that are signed, names in lower case.</param>
    /// <param name="bodyHash">SHA-256 of the whole body, in hexadecimal.</param>
    public static string CanonicalRequest(string method, string path, string query, SortedDictionary<string, string> headers, string bodyHash)
    {
        var text = new StringBuilder(512);
        text.Append(method).Append('\n').Append(CanonicalPath(path)).Append('\n').Append(CanonicalQuery(query)).Append('\n');
        foreach (var (name, value) in headers)
        {
            text.Append(name).Append(':').Append(Trim(value)).Append('\n');
        }

        return text.Append('\n').Append(SignedHeaders(headers)).Append('\n').Append(bodyHash).ToString();
    }

    public static string StringToSign(string amzDate, string scope, string canonicalRequest) =>
        $"{Algorithm}\n{amzDate}\n{scope}\n{Hash(Encoding.UTF8.GetBytes(canonicalRequest))}";

    public static byte[] SigningKey(string secret, string date, string region, string service)
    {
        var key = HMACSHA256.HashData(Encoding.UTF8.GetBytes("AWS4" + secret), Encoding.UTF8.GetBytes(date));
        key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(region));
        key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(service));
        return HMACSHA256.HashData(key, "aws4_request"u8);
    }

    /// <summary>The value of the header <c>Authorization</c>.</summary>
    public static string Authorization(AwsKeys keys, string scope, SortedDictionary<string, string> headers, byte[] signingKey, string stringToSign)
    {
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(signingKey, Encoding.UTF8.GetBytes(stringToSign)));
        return $"{Algorithm} Credential={keys.AccessKeyId}/{scope}, SignedHeaders={SignedHeaders(headers)}, Signature={signature}";
    }

    public static string Scope(string date, string region, string service) => $"{date}/{region}/{service}/aws4_request";

    public static string AmzDate(DateTimeOffset now) => now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    public static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static string SignedHeaders(SortedDictionary<string, string> headers) => string.Join(';', headers.Keys);

    private static string CanonicalPath(string path) =>
        path.Length == 0 ? "/" : string.Join('/', path.Split('/').Select(Encode));

    /// <summary>Sorted by name, then by value, both encoded anew.</summary>
    private static string CanonicalQuery(string query) =>
        query.Length == 0 ? "" : string.Join('&', query.Split('&').Where(p => p.Length > 0).Select(Pair)
            .OrderBy(p => p.Name, StringComparer.Ordinal).ThenBy(p => p.Value, StringComparer.Ordinal).Select(p => $"{p.Name}={p.Value}"));

    private static (string Name, string Value) Pair(string pair)
    {
        var split = pair.IndexOf('=', StringComparison.Ordinal);
        var (name, value) = split < 0 ? (pair, "") : (pair[..split], pair[(split + 1)..]);
        return (Encode(Uri.UnescapeDataString(name)), Encode(Uri.UnescapeDataString(value)));
    }

    /// <summary>RFC 3986: everything but letters, digits and <c>-._~</c>.</summary>
    private static string Encode(string text) => Uri.EscapeDataString(text);

    /// <summary>Blanks at the ends go, several in a row become one.</summary>
    private static string Trim(string value) => string.Join(' ', value.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
