using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Strata.Server.Edge;

/// <summary>
/// A browser's sign-in: <c>key id . expiry . HMAC-SHA256</c> in a cookie that scripts cannot read and other sites cannot
/// send. It names a key and holds no secret; the key itself is looked up on each request.
/// </summary>
internal sealed class SessionCookies(byte[] secret, TimeSpan lifetime, TimeProvider time)
{
    public const string Name = "strata-session";

    public void Set(HttpContext context, string keyId)
    {
        var ends = time.GetUtcNow() + lifetime;
        var body = $"{keyId}.{ends.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)}";
        context.Response.Cookies.Append(Name, $"{body}.{Sign(body)}", Options(context, ends));
    }

    public static void Clear(HttpContext context) => context.Response.Cookies.Delete(Name, Options(context, null));

    /// <summary>The key id of a valid, unexpired cookie; null otherwise.</summary>
    public string? Read(HttpRequest request)
    {
        if (request.Cookies[Name] is not { Length: < 256 } cookie || cookie.Split('.') is not [var keyId, var until, var signature])
        {
            return null;
        }

        var genuine = CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Sign($"{keyId}.{until}")), Encoding.ASCII.GetBytes(signature));
        return genuine && long.Parse(until, CultureInfo.InvariantCulture) > time.GetUtcNow().ToUnixTimeSeconds() ? keyId : null;
    }

    private string Sign(string body) => Base64Url.EncodeToString(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(body)));

    private static CookieOptions Options(HttpContext context, DateTimeOffset? ends) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = context.Request.IsHttps,
        Path = "/",
        Expires = ends,
        IsEssential = true,
    };
}
