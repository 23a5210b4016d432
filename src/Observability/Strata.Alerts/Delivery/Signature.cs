using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Strata.Alerts.Delivery;

/// <summary>
/// Signs a webhook: <c>X-Strata-Signature: t=UNIX_SECONDS,v1=HEX</c>, where HEX is HMAC-SHA256 of <c>t.BODY</c> under the receiver's secret.
/// Who checks it also refuses an old t.
/// </summary>
public static class Signature
{
    /// <summary>The header.</summary>
    public const string Header = "X-Strata-Signature";

    /// <summary>The header's value.</summary>
    public static string Of(string secret, DateTimeOffset at, ReadOnlySpan<byte> body)
    {
        var seconds = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hmac.AppendData(Encoding.ASCII.GetBytes(seconds + "."));
        hmac.AppendData(body);
        return $"t={seconds},v1={Convert.ToHexStringLower(hmac.GetHashAndReset())}";
    }
}
