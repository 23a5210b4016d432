using System.Collections.Frozen;
using Strata.Guard.Text;

namespace Strata.Guard.Keys;

/// <summary>
/// Whether a name is one of a secret: split at anything but letters and at a capital after a small letter, its last word must be
/// a secret's (<c>password</c>, <c>token</c> …), or a <c>key</c> that a word before it qualifies.
/// </summary>
internal static class KeyName
{
    public const int Window = 48;
    private const int WordMax = 24;

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Passwords = Set(
        "password", "passwd", "pwd", "passphrase", "pass", "passcode", "userpassword", "dbpassword", "rootpassword", "adminpassword", "passwort", "kennwort", "contraseña", "senha", "пароль", "wachtwoord", "heslo", "hasło");

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Secrets = Set(
        "secret", "secrets", "token", "apikey", "authtoken", "accesstoken", "refreshtoken", "bearertoken", "secretkey", "accesskey", "privatekey", "apisecret", "clientsecret", "appsecret", "secretaccesskey", "accountkey",
        "sharedaccesskey", "signingkey", "encryptionkey", "masterkey", "credential", "credentials", "creds", "authorization", "bearer", "apitoken", "authkey", "licensekey", "webhooksecret", "jwtsecret");

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> KeyOf = Set(
        "api", "access", "secret", "private", "signing", "encryption", "encrypt", "auth", "authentication", "master", "account", "shared", "storage", "service", "hmac", "jwt", "session", "deploy", "webhook", "subscription",
        "app", "application", "admin", "license", "aes", "cipher", "crypto", "security", "rest", "write", "server", "integration", "ingest", "cookie", "functions");

    /// <summary>Words before <c>token</c> that make it a piece of text or a place in a list.</summary>
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> NoToken = Set(
        "max", "min", "stop", "eos", "bos", "pad", "unk", "sep", "cls", "mask", "special", "next", "page", "continuation", "first", "last", "start", "end", "per", "input", "output", "prompt", "total", "num", "sync", "idempotency", "each", "every", "syntax");

    /// <summary>0 no secret's name, 1 a secret's, 2 a password's.</summary>
    public static int Rank(ReadOnlySpan<char> name)
    {
        var word = Take(ref name);
        if (word.IsEmpty)
        {
            return 0;
        }

        if (Passwords.Contains(word))
        {
            return 2;
        }

        if (word.Equals("token", StringComparison.OrdinalIgnoreCase))
        {
            return NoToken.Contains(Take(ref name)) ? 0 : 1;
        }

        var isKey = word.Equals("key", StringComparison.OrdinalIgnoreCase) || word.Equals("keys", StringComparison.OrdinalIgnoreCase);
        return Secrets.Contains(word) || (isKey && KeyOf.Contains(Take(ref name))) ? 1 : 0;
    }

    /// <summary>The last word; <paramref name="name"/> keeps what is before it. Empty where anything but one separator stands between.</summary>
    private static ReadOnlySpan<char> Take(ref ReadOnlySpan<char> name)
    {
        var end = name.Length;
        while (end > 0 && (Chars.IsDigit(name[end - 1]) || name[end - 1] is '_' or '-' or '.' or ' ') && name.Length - end < 4)
        {
            end--;
        }

        var start = end;
        while (start > 0 && end - start <= WordMax && Chars.Is(name[start - 1], CharSet.Letter | CharSet.OtherLetter))
        {
            start--;
            if (start > 0 && char.IsUpper(name[start]) && char.IsLower(name[start - 1]))
            {
                break;
            }
        }

        var word = name[start..end];
        name = name[..start];
        return word.Length <= WordMax ? word : default;
    }

    private static FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Set(params string[] words) =>
        words.ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
}
