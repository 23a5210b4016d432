using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using Strata.Cli.Local;
using Strata.Cli.Output;
using Strata.Models.Pull;
using Strata.Models.Store;

namespace Strata.Cli.Doctor;

/// <summary>
/// Looks at this machine: processor, SDK, data folder, SQLite, port, configuration, upstreams, models, and where models would
/// come from. No key and no password is printed, also not one that stands in an address.
/// </summary>
internal sealed class MachineExam(ConfigView config, MachineFacts facts, TimeProvider time, Func<string, string?> environment)
{
    private const long FreeBytesWanted = 2L << 30;

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken) =>
    [
        new(Verdict.Ok, "runtime", $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}"),
        SdkExam.Run(environment),
        Processor(),
        Configuration(),
        Folder(),
        new(Verdict.Ok, "SQLite", facts.Sqlite),
        await PortAsync(cancellationToken),
        .. await Task.WhenAll(facts.Upstreams.Select(u => UpstreamExam.RunAsync(u.Key, u.Value, time, cancellationToken))),
        Models(),
        Hub(),
        Index(),
    ];

    private static Finding Processor()
    {
        var name = $"{Environment.ProcessorCount} × {RuntimeInformation.ProcessArchitecture}";
        return Avx512F.IsSupported ? new(Verdict.Ok, "processor", $"{name}, AVX-512")
            : Avx2.IsSupported ? new(Verdict.Ok, "processor", $"{name}, AVX2")
            : RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? new(Verdict.Ok, "processor", $"{name}, AdvSimd")
            : new(Verdict.Warn, "processor", $"{name}, no AVX2", "Models run, slowly. Use a newer processor, or name an upstream in strata.yaml.");
    }

    private Finding Configuration()
    {
        var errors = config.Findings.Count(f => f.IsError);
        var file = config.File ?? "defaults, no file";
        return errors > 0 ? new(Verdict.Fail, "configuration", $"{file}: {errors} errors", "Run 'strata config check'.")
            : config.Findings.Count > 0 ? new(Verdict.Warn, "configuration", $"{file}: {config.Findings.Count} warnings", "Run 'strata config check'.")
            : new(Verdict.Ok, "configuration", file);
    }

    private Finding Folder()
    {
        try
        {
            Directory.CreateDirectory(config.Data);
            var probe = Path.Combine(config.Data, ".doctor");
            File.WriteAllBytes(probe, [1]);
            File.Delete(probe);
            var free = new DriveInfo(Path.GetFullPath(config.Data)).AvailableFreeSpace;
            var what = $"{config.Data}, {Figures.Bytes(free)} free";
            return free < FreeBytesWanted ? new(Verdict.Warn, "data folder", what, "Free space: models take gigabytes, and the ledger must be written.") : new(Verdict.Ok, "data folder", what);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new(Verdict.Fail, "data folder", $"{config.Data}: {failure.Message}", "Free space or mend permissions, or give --data another folder.");
        }
    }

    private async Task<Finding> PortAsync(CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(config.Listen, UriKind.Absolute, out var address))
        {
            return new(Verdict.Fail, "address", config.Listen, "Run 'strata config check'.");
        }

        try
        {
            using var http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(2) };
            using var answer = await http.GetAsync("/healthz", cancellationToken);
            return answer.IsSuccessStatusCode
                ? new(Verdict.Ok, "server", $"answers at {config.Listen}")
                : new(Verdict.Fail, "server", $"something else answers at {config.Listen}", "Stop it, or choose another address: --listen.");
        }
        catch (HttpRequestException failure) when (failure.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused })
        {
            return new(Verdict.Ok, "server", $"not running; {config.Listen} is free", "Start it: ./strata up");
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return new(Verdict.Warn, "server", $"{config.Listen} does not answer as a Strata server", "See who holds the port: ss -ltnp");
        }
    }

    private Finding Models()
    {
        if (!ModelStore.Open(Path.Combine(config.Data, "models")).Try(out var store, out var problem))
        {
            return new(Verdict.Fail, "models", problem.Message, "Mend the folder, or give --data another.");
        }

        var models = store.List();
        return models.Count > 0
            ? new(Verdict.Ok, "models", string.Join(", ", models.Take(5).Select(m => m.Name)) + (models.Count > 5 ? $" and {models.Count - 5} more" : ""))
            : new(Verdict.Warn, "models", "strata-tiny alone, the demonstration in the box", "Fetch a real one: ./strata pull smollm2");
    }

    private Finding Hub()
    {
        var token = environment("HF_TOKEN") is { Length: > 0 } ? "with HF_TOKEN" : "without HF_TOKEN: public models only";
        return environment("HF_ENDPOINT") is not { Length: > 0 } given ? new(Verdict.Ok, "hub", $"the public one, {token}")
            : Uri.TryCreate(given, UriKind.Absolute, out var address) ? new(Verdict.Ok, "hub", $"{UpstreamExam.Shown(address)} (HF_ENDPOINT), {token}")
            : new(Verdict.Fail, "hub", "HF_ENDPOINT is no address", "Set it to https://…, or unset it.");
    }

    private Finding Index() =>
        ModelPuller.PackageIndex(environment) is not { } given ? new(Verdict.Ok, "package index", "none set up; 'strata pull pypi:…' needs PIP_INDEX_URL or pip's configuration file")
        : Uri.TryCreate(given, UriKind.Absolute, out var address) ? new(Verdict.Ok, "package index", UpstreamExam.Shown(address))
        : new(Verdict.Fail, "package index", "the configured one is no address", "Mend PIP_INDEX_URL or pip's configuration file.");
}
