using Strata.Cli.Api;
using Strata.Cli.Local;
using Strata.Core.Results;

namespace Strata.Cli.Tours;

/// <summary>
/// A second gateway for the tour, in this process, with a data folder that goes when the tour ends. It stands before the toured server as it
/// would before any provider, with the routes, guardrails and cache that a fresh server does not have yet; nobody's configuration changes.
/// </summary>
internal sealed class TourGateway : IAsyncDisposable
{
    private readonly string folder;
    private readonly ILocalRun run;

    private TourGateway(string folder, ILocalRun run, string configuration)
    {
        (this.folder, this.run, Configuration) = (folder, run, configuration);
        Api = new ApiClient(new(run.Url, run.Key));
    }

    public ApiClient Api { get; }

    /// <summary>Its configuration, with the key left out.</summary>
    public string Configuration { get; }

    public static async Task<Result<TourGateway>> StartAsync(ILocalServer server, TourRun tour, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("strata-tour-").FullName; // readable by its owner alone
        var file = Path.Combine(folder, "strata.yaml");
        await File.WriteAllTextAsync(file, Write(tour, tour.Api.Address.Key), cancellationToken);
        var request = new LocalRequest { ConfigFile = file, Data = Path.Combine(folder, "data"), Flags = [("server.listen", "127.0.0.1:0", "--listen")] };
        var started = await server.StartAsync(request, cancellationToken);
        if (started.Try(out var run, out var problem))
        {
            return new TourGateway(folder, run, Write(tour, "${STRATA_KEY}"));
        }

        Directory.Delete(folder, recursive: true);
        return problem;
    }

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        await run.DisposeAsync();
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // A folder of the system's temporary place; it goes with the next clean-up.
        }
    }

    private static string Write(TourRun tour, string key) => $$"""
        gateway:
          providers:
            - { name: first, kind: vllm, url: "{{tour.Api.Address.Url}}", key: "{{key}}", models: [{{tour.Model}}] }
            - { name: away, kind: vllm, url: "http://127.0.0.1:9", key: none, models: [{{tour.Model}}] }   # nobody listens there
          routes:
            - name: tour
              targets: [{ deployment: away/{{tour.Model}} }, { deployment: first/{{tour.Model}}, priority: 1 }]
          guard:
            policies: { default: { rules: [{ detector: EMAIL, action: redact }, { detector: projects, action: block }], keywords: { projects: { words: [Bluebird] } } } }
          cache:
            policies: { default: { exact: true, ttl: 10m } }
          prices: { first/{{tour.Model}}: { input: 0.10, cached_input: 0.05, output: 0.40 } }   # dollars per million tokens

        """;
}
