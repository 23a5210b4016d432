using System.Text.Json;
using Strata.Core.Configuration;
using Strata.Routing.Providers;

namespace Strata.Routing.Reading;

/// <summary>Reads a Google service account: its key file's text, or the file.</summary>
internal static class ServiceAccountReader
{
    private const int FileBytesMax = 64 << 10;

    public static ServiceAccount? Read(ConfigReader item)
    {
        var text = item.Secret("service_account", "The JSON of a Google service account's key.");
        var path = item.OptionalText("service_account_file", "The file with that JSON.");
        var key = text is not null ? "service_account" : "service_account_file";
        text ??= path is null ? null : ReadFile(item, path);
        if (text is null)
        {
            return null;
        }

        if (Parse(text) is { } account)
        {
            return account;
        }

        item.Reject(key, "is not a service account's key: client_email and private_key are needed.", "Download the key as JSON and give it whole.");
        return null;
    }

    internal static ServiceAccount? Parse(string text)
    {
        if (text.Length > FileBytesMax)
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(text);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || Member(root, "client_email") is not { } email || Member(root, "private_key") is not { } pem)
            {
                return null;
            }

            var account = new ServiceAccount(email, pem, Member(root, "private_key_id"));
            return Uri.TryCreate(Member(root, "token_uri"), UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" ? account with { TokenUri = uri } : account;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Member(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string? ReadFile(ConfigReader item, string path)
    {
        try
        {
            var file = new FileInfo(path);
            if (file.Exists && file.Length <= FileBytesMax)
            {
                return File.ReadAllText(path);
            }

            item.Reject("service_account_file", file.Exists ? "is larger than a key." : "does not exist.", "Give the path of the key file.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            item.Reject("service_account_file", "cannot be read.", "Give this process the right to read it.");
        }

        return null;
    }
}
