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

    private static readonly FrozenDictionary<string, Part>.AlternateLookup<ReadOnlySpan<char>> Words = Build().ToFrozenDictionary(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    [Flags]
    private enum Part
    {
        None = 0,
        Password = 1,
        Secret = 2,
        Token = 4,
        Key = 8,

        /// <summary>Makes a secret's key of the word <c>key</c> behind it.</summary>
        OfKey = 16,

        /// <summary>Makes a piece of text, or a place in a list, of the word <c>token</c> behind it.</summary>
        NoToken = 32,
    }

    /// <summary>0 no secret's name, 1 a secret's, 2 a password's.</summary>
    public static int Rank(ReadOnlySpan<char> name)
    {
        var word = Take(ref name);
        if (word.IsEmpty)
        {
            return 0;
        }

        var part = Words.TryGetValue(word, out var found) ? found : Part.None;
        if ((part & Part.Password) != 0)
        {
            return 2;
        }

        var before = (part & (Part.Token | Part.Key)) != 0 && Words.TryGetValue(Take(ref name), out found) ? found : Part.None;
        return (part & Part.Secret) != 0 || ((part & Part.Token) != 0 && (before & Part.NoToken) == 0) || ((part & Part.Key) != 0 && (before & Part.OfKey) != 0) ? 1 : 0;
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

    private static Dictionary<string, Part> Build()
    {
        var words = new Dictionary<string, Part>(StringComparer.OrdinalIgnoreCase);
        void Add(Part part, string list)
        {
            foreach (var word in list.Split(' '))
            {
                words[word] = words.GetValueOrDefault(word) | part;
            }
        }

        Add(Part.Token, "token");
        Add(Part.Key, "key keys");
        Add(Part.Password, "password passwd pwd passphrase pass passcode userpassword dbpassword rootpassword adminpassword passwort kennwort contraseña senha");
        Add(Part.Password, "пароль wachtwoord heslo hasło");
        Add(Part.Secret, "secret secrets apikey authtoken accesstoken refreshtoken bearertoken secretkey accesskey privatekey apisecret clientsecret appsecret secretaccesskey");
        Add(Part.Secret, "accountkey sharedaccesskey signingkey encryptionkey masterkey credential credentials creds authorization bearer apitoken authkey licensekey webhooksecret");
        Add(Part.Secret, "jwtsecret");
        Add(Part.OfKey, "api access secret private signing encryption encrypt auth authentication master account shared storage service");
        Add(Part.OfKey, "hmac jwt session deploy webhook subscription app application admin license aes cipher crypto security");
        Add(Part.OfKey, "rest write server integration ingest cookie functions");
        Add(Part.NoToken, "max min stop eos bos pad unk sep cls mask special next page continuation");
        Add(Part.NoToken, "first last start end per input output prompt total num sync idempotency each every");
        Add(Part.NoToken, "syntax");
        return words;
    }
}
