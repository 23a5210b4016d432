using System.Net.Http.Headers;
using System.Text.Json;
using Strata.Models.Store;

namespace Strata.Models.Pull;

/// <summary>
/// The Hugging Face hub, or a mirror that speaks its protocol: a tree listing with sha256 and size of every large file, and
/// <c>/resolve/</c> addresses that redirect to where the bytes are.
/// </summary>
internal sealed class HubSource(Wire wire, Func<string, string?> environment) : IModelSource
{
    /// <summary>The one built-in address; <c>HF_ENDPOINT</c> replaces it.</summary>
    public const string DefaultEndpoint = "https://huggingface.co";

    private readonly Downloader downloader = new(wire);

    public string Kind => "hf";

    public async Task<FetchedModel> FetchAsync(ModelReference reference, Staging staging, IProgress<PullProgress>? progress, CancellationToken cancellationToken)
    {
        var origin = Endpoint();
        var revision = reference.Revision ?? "main";
        var listing = await ListAsync(origin, reference.Name, revision, cancellationToken);
        var chosen = HubFileChoice.Choose(listing, reference.Selector, reference.Name);
        var files = new List<StoredFile>();
        foreach (var file in chosen)
        {
            var address = new Uri(origin.Address, $"{reference.Name}/resolve/{Uri.EscapeDataString(revision)}/{Escaped(file.Path)}");
            files.Add(await FileAsync(origin, address, file, staging, done => progress?.Report(done with { Source = reference.ToString() }), cancellationToken));
        }

        return new FetchedModel
        {
            Files = files,
            Licence = await LicenceAsync(origin, reference.Name, cancellationToken),
            Verification = chosen.All(file => file.Lfs is not null) ? "sha256 of every file, as listed by the hub" : "size of every file, as listed by the hub",
            Resolved = reference,
        };
    }

    private Origin Endpoint()
    {
        var endpoint = environment("HF_ENDPOINT") is { Length: > 0 } given ? given : DefaultEndpoint;
        if (!Uri.TryCreate(endpoint.TrimEnd('/') + "/", UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            throw new SourceException(Core.Results.Problem.Invalid($"HF_ENDPOINT is '{endpoint}', which is no http address.", "HF_ENDPOINT"));
        }

        var token = environment("HF_TOKEN");
        return new Origin(address, string.IsNullOrEmpty(token) ? null : new AuthenticationHeaderValue("Bearer", token));
    }

    private async Task<List<HubFile>> ListAsync(Origin origin, string repository, string revision, CancellationToken cancellationToken)
    {
        var files = new List<HubFile>();
        var address = new Uri(origin.Address, $"api/models/{repository}/tree/{Uri.EscapeDataString(revision)}?recursive=true");
        for (var page = 0; page < wire.Limits.PagesMax; page++)
        {
            var (body, at, headers, _) = await wire.ReadAsync(origin, address, "application/json", cancellationToken);
            try
            {
                files.AddRange((JsonSerializer.Deserialize(body, PullJson.Default.HubFileArray) ?? []).OfType<HubFile>());
            }
            catch (JsonException)
            {
                throw SourceException.Upstream($"'{at.Host}' answered the listing of '{repository}' with something that is no listing.");
            }

            if (Next(headers, at) is not { } next || !origin.Covers(next))
            {
                return files;
            }

            address = next;
        }

        return files;
    }

    private async Task<StoredFile> FileAsync(
        Origin origin, Uri address, HubFile file, Staging staging, Action<PullProgress> report, CancellationToken cancellationToken)
    {
        var (name, size) = (Path.GetFileName(file.Path), file.Lfs?.Size ?? file.Size);
        if (size <= 0 || size > wire.Limits.FileBytesMax)
        {
            throw SourceException.Upstream($"The hub lists '{file.Path}' with an impossible size of {size} bytes.");
        }

        var expected = file.Lfs?.Oid.ToLowerInvariant();
        var key = expected is { Length: 64 } && expected.All(char.IsAsciiHexDigit) ? expected[..16] : "unlisted";
        var part = staging.PathOf($"{name}.{key}.part");
        if (!File.Exists(staging.PathOf(name)))
        {
            await downloader.RunAsync(
                new Download { Origin = origin, Address = address, PartPath = part, Length = size, Report = done => report(new PullProgress("", name, done, size)) },
                cancellationToken);
        }

        var path = File.Exists(part) ? part : staging.PathOf(name);
        var actual = await Downloader.HashAsync(path, cancellationToken);
        if (expected is not null && actual != expected)
        {
            File.Delete(path);
            throw SourceException.Corrupt($"'{file.Path}' has sha256 {actual}, but the hub lists {expected}. What came was thrown away; try again.");
        }

        File.Move(path, staging.PathOf(name), overwrite: true);
        return new StoredFile(name, new FileInfo(staging.PathOf(name)).Length, actual);
    }

    /// <summary>The licence is good to know, and no reason to fail.</summary>
    private async Task<string?> LicenceAsync(Origin origin, string repository, CancellationToken cancellationToken)
    {
        try
        {
            var (body, _, _, _) = await wire.ReadAsync(origin, new Uri(origin.Address, $"api/models/{repository}"), "application/json", cancellationToken);
            using var document = JsonDocument.Parse(body);
            return document.RootElement.TryGetProperty("cardData", out var card) && card.ValueKind == JsonValueKind.Object
                && card.TryGetProperty("license", out var licence) && licence.ValueKind == JsonValueKind.String
                ? licence.GetString()
                : null;
        }
        catch (Exception e) when (e is SourceException or JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string Escaped(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

    /// <summary>The address of the next page, from a header such as <c>&lt;…&gt;; rel="next"</c>.</summary>
    private static Uri? Next(HttpResponseHeaders headers, Uri at)
    {
        var link = headers.TryGetValues("Link", out var links) ? links.FirstOrDefault(value => value.Contains("rel=\"next\"", StringComparison.Ordinal)) : null;
        var (open, close) = (link?.IndexOf('<', StringComparison.Ordinal) ?? -1, link?.IndexOf('>', StringComparison.Ordinal) ?? -1);
        return open >= 0 && close > open && Uri.TryCreate(at, link![(open + 1)..close], out var next) ? next : null;
    }
}
