using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Strata.Core.Results;
using Strata.Core.Tenancy;
using Strata.Identity.Tenants;

namespace Strata.Identity.Tokens;

/// <summary>
/// Turns a signed token into a caller: signature, issuer, audience and times (a minute of drift) are checked, then groups give team and
/// role. A checked token is remembered until its end, so that its signature costs once. Not here: revoking one token before its
/// end; locking the user out does that.
/// </summary>
public sealed class TokenAuthenticator(Func<IReadOnlyList<TokenIssuer>> issuers, IssuerKeys keys, DirectoryStore directory, TimeProvider time)
{
    private const int RememberedMax = 8_192;
    private static readonly TimeSpan Drift = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<Hash, (Caller Caller, DateTimeOffset Until, TokenIssuer Issuer)> remembered = new();

    /// <summary>Whether a secret has the form of a signed token and any issuer is trusted.</summary>
    public bool Takes(ReadOnlySpan<char> secret) => SignedToken.LooksLike(secret) && issuers().Count > 0;

    /// <summary>The caller of a token.</summary>
    public Result<Caller> Authenticate(ReadOnlySpan<char> secret)
    {
        var now = time.GetUtcNow();
        var hash = Hash.Of(secret);
        if (remembered.TryGetValue(hash, out var known) && known.Until > now && issuers().Contains(known.Issuer))
        {
            return Admit(known.Caller);
        }

        if (!SignedToken.Parse(secret).Try(out var token, out var problem))
        {
            return problem;
        }

        var issuer = issuers().FirstOrDefault(i => i.Issuer == token.Text("iss"));
        if (issuer is null || !token.Texts("aud").Contains(issuer.Audience, StringComparer.Ordinal))
        {
            return SignedToken.Refused("The token is from an issuer, or for an audience, that is not accepted here.");
        }

        if (Check(token, issuer, now) is { } refused)
        {
            return refused;
        }

        if (!CallerOf(token, issuer).Try(out var caller, out problem))
        {
            return problem;
        }

        if (remembered.Count >= RememberedMax)
        {
            remembered.Clear();
        }

        remembered[hash] = (caller, token.Time("exp")!.Value, issuer);
        return Admit(caller);
    }

    private Problem? Check(SignedToken token, TokenIssuer issuer, DateTimeOffset now)
    {
        if (token.Time("exp") is not { } end || now > end + Drift || token.Time("nbf") > now + Drift || token.Time("iat") > now + Drift)
        {
            return SignedToken.Refused("The token has ended, or does not hold yet. Get a new one.");
        }

        var candidates = keys.Of(issuer.Issuer).Where(k => token.KeyId.Length == 0 || k.Id == token.KeyId).ToArray();
        if (candidates.Length == 0)
        {
            keys.Want();
            return SignedToken.Refused("The token is signed with a key that is not known yet. Try again in a moment.");
        }

        return candidates.Any(k => k.Verify(token.Algorithm, token.Signed, token.Signature)) ? null : SignedToken.Refused("The token's signature is not valid.");
    }

    private Result<Caller> CallerOf(SignedToken token, TokenIssuer issuer)
    {
        var subject = token.Text("sub");
        if (subject.Length is 0 or > 256)
        {
            return SignedToken.Refused("The token names no subject.");
        }

        var groups = token.Texts(issuer.GroupsClaim).ToHashSet(StringComparer.Ordinal);
        var group = issuer.Groups.FirstOrDefault(g => groups.Contains(g.Name));
        var user = directory.Current.Subject(issuer.Organization, issuer.Issuer, subject);
        if ((group?.Role ?? user?.Role ?? issuer.Role) is not { } role)
        {
            return new Problem(ProblemCode.Forbidden, "The token's groups give no access here. Ask an administrator.");
        }

        var id = user?.Id ?? "usr_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(issuer.Issuer + "\n" + subject)).AsSpan(0, 12));
        var name = token.Text("email") is { Length: > 0 and <= 100 } mail ? mail : token.Text("name") is { Length: > 0 and <= 100 } called ? called : subject[..Math.Min(100, subject.Length)];
        return new Caller(issuer.Organization, group?.Team ?? issuer.Team, id, name, role) { User = id };
    }

    private Result<Caller> Admit(Caller caller) =>
        directory.Current.IsInUse(caller.Project, caller.User) ? caller : SignedToken.Refused("The team or user of this token is locked. Ask an administrator.");

    /// <summary>A token's own hash: the token itself is not kept.</summary>
    private readonly record struct Hash(Int128 A, Int128 B)
    {
        public static Hash Of(ReadOnlySpan<char> secret)
        {
            var bytes = SHA256.HashData(System.Runtime.InteropServices.MemoryMarshal.AsBytes(secret));
            return new Hash(BitConverter.ToInt128(bytes), BitConverter.ToInt128(bytes, 16));
        }
    }
}
