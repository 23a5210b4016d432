using Strata.Core.Configuration;
using Strata.Routing.Providers;

namespace Strata.Routing.Reading;

/// <summary>Reads a provider's accounts: one <c>key</c>, or a list of <c>keys</c> with names and weights.</summary>
internal static class CredentialReader
{
    private static readonly Dictionary<string, AuthStyle> Styles = new(StringComparer.Ordinal)
    {
        ["none"] = AuthStyle.None, ["bearer"] = AuthStyle.Bearer, ["x-api-key"] = AuthStyle.XApiKey, ["x-goog-api-key"] = AuthStyle.GoogleApiKey,
        ["api-key"] = AuthStyle.AzureApiKey, ["entra"] = AuthStyle.EntraId, ["sigv4"] = AuthStyle.SigV4, ["service-account"] = AuthStyle.ServiceAccount,
    };

    public static IReadOnlyList<Credential> Read(ConfigReader item, ProviderKind kind)
    {
        var style = ReadStyle(item);
        var single = ReadOne(item, kind, style, "default", 1);
        var listed = item.List("keys", "Several accounts with this provider, each with a breaker of its own.", key =>
            ReadOne(key, kind, style, key.RequiredText("name", "Its name in the ledger and the console."), (double)key.Decimal("weight", 1, (0, 1_000_000), "Its share among the keys."))
            ?? Missing(key));
        foreach (var twice in listed.GroupBy(c => c.Name, StringComparer.Ordinal).Where(g => g.Count() > 1))
        {
            item.Reject("keys", $"names '{twice.Key}' twice.", "Give each key a name of its own.");
        }

        if (single is not null && listed.Count > 0)
        {
            item.Reject("keys", "stands beside a single key.", "Write the single one into the list too.");
        }

        return listed.Count > 0 ? listed : [single ?? Credential.None];
    }

    private static AuthStyle? ReadStyle(ConfigReader item)
    {
        var word = item.OptionalText("auth", $"How calls prove themselves, where it is not the kind's own way: {string.Join(", ", Styles.Keys)}.");
        if (word is null || Styles.TryGetValue(word, out var style))
        {
            return word is null ? null : Styles[word];
        }

        item.Reject("auth", $"'{word}' is not known.", $"Write one of: {string.Join(", ", Styles.Keys)}.");
        return null;
    }

    private static Credential? ReadOne(ConfigReader item, ProviderKind kind, AuthStyle? style, string name, double weight)
    {
        var key = ReadKey(item);
        var aws = ReadAws(item);
        var entra = ReadEntra(item);
        var google = ServiceAccountReader.Read(item);
        var given = aws is not null ? AuthStyle.SigV4 : entra is not null ? AuthStyle.EntraId : google is not null ? AuthStyle.ServiceAccount : (AuthStyle?)null;
        if (key is null && given is null)
        {
            return null;
        }

        var own = kind.Auth is AuthStyle.SigV4 or AuthStyle.ServiceAccount or AuthStyle.None ? AuthStyle.Bearer : kind.Auth;
        return new Credential { Name = name, Style = given ?? style ?? own, Secret = key, Weight = weight, Aws = aws, Entra = entra, Google = google };
    }

    /// <summary>A line end at the end is a file's or a shell's and no part of a key.</summary>
    private static string? ReadKey(ConfigReader item)
    {
        var key = item.Secret("key", "The account's API key, or a bearer token.")?.Trim();
        if (key is not null && (key.Length == 0 || !key.All(c => c is > ' ' and < '\x7F')))
        {
            item.Reject("key", "is empty, or holds a character that no header can carry.", "Look for blanks, quotes or a second line.");
        }

        return key;
    }

    private static AwsKeys? ReadAws(ConfigReader item)
    {
        var id = item.Secret("access_key_id", "An AWS access key.")?.Trim();
        var secret = item.Secret("secret_access_key", "Its secret half.")?.Trim();
        var session = item.Secret("session_token", "The token of temporary AWS credentials.")?.Trim();
        return Whole(item, ("access_key_id", id), ("secret_access_key", secret)) ? new AwsKeys(id!, secret!, session) : null;
    }

    private static EntraApp? ReadEntra(ConfigReader item)
    {
        var tenant = item.OptionalText("tenant_id", "The directory of an application of Microsoft Entra ID.");
        var client = item.OptionalText("client_id", "The application.");
        var secret = item.Secret("client_secret", "Its secret.")?.Trim();
        return Whole(item, ("tenant_id", tenant), ("client_id", client), ("client_secret", secret)) ? new EntraApp(tenant!, client!, secret!) : null;
    }

    /// <summary>Whether all are given; some without the others are a mistake.</summary>
    private static bool Whole(ConfigReader item, params (string Key, string? Value)[] parts)
    {
        var given = parts.Count(p => !string.IsNullOrEmpty(p.Value));
        foreach (var (key, _) in parts.Where(p => given > 0 && string.IsNullOrEmpty(p.Value)))
        {
            item.Reject(key, "is missing.", $"It goes with {string.Join(" and ", parts.Where(p => p.Key != key).Select(p => p.Key))}.");
        }

        return given == parts.Length;
    }

    private static Credential Missing(ConfigReader key)
    {
        key.Reject("key", "is missing.", "Give the account's key as ${NAME} from the environment.");
        return Credential.None;
    }
}
