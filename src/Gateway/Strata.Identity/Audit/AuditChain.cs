using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Strata.Identity.Audit;

/// <summary>
/// The hash of a link: HMAC-SHA256 under a secret outside the database, over the link before and every field with its length.
/// Who can write the database but not read the secret can neither change a link nor put another in its place.
/// </summary>
internal sealed class AuditChain
{
    public const string Start = "0000000000000000000000000000000000000000000000000000000000000000";
    private readonly byte[] secret;

    public AuditChain(ReadOnlySpan<byte> secret) => this.secret = secret.ToArray();

    public string HashOf(AuditRecord link)
    {
        var text = new StringBuilder();
        foreach (var field in (string[])
        [
            link.Number.ToString(CultureInfo.InvariantCulture), link.At.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
            link.Organization, link.Project, link.Actor, link.ActorName, link.Action, link.Target, link.Details, link.Previous,
        ])
        {
            text.Append(CultureInfo.InvariantCulture, $"{field.Length}:{field};");
        }

        return Convert.ToHexStringLower(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(text.ToString())));
    }
}
