using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Strata.Cli.Exits;
using Strata.Cli.Local;
using Strata.Core.Configuration;
using Strata.Core.Identity;
using Strata.Server.Configuration;
using Strata.Storage;

namespace Strata.Server.Hosting;

/// <summary>
/// Starts a server, or says why not:
/// 1. the configuration, every section read, all findings at once;
/// 2. the data folder, held against a second process;
/// 3. storage, and the migrations of the modules that run here;
/// 4. services and endpoints;
/// 5. the port, last: who gets an answer gets it from a complete server.
/// </summary>
internal sealed class Boot(IReadOnlyList<ModuleEntry> table, TimeProvider time)
{
    public async Task<(RunningServer? Server, StartRefused? Refused)> StartAsync(
        LocalRequest request, IReadOnlyDictionary<string, string> environment, Stream log, CancellationToken cancellationToken)
    {
        var sources = Place.Sources(request, environment);
        var loaded = ConfigLoader.Load(sources);
        var modules = new ModuleSet(table, loaded.Root, Place.DefaultData(request, environment));
        var report = ConfigPass.Run(loaded, modules.Sections);
        if (report.HasErrors)
        {
            return (null, new(ExitCode.Usage, [.. report.Findings.Select(f => f.ToString()), "The configuration has errors; nothing was started."]));
        }

        foreach (var apply in report.Apply)
        {
            apply();
        }

        if (!DataFolder.Open(modules.Server!.Data).Try(out var folder, out var problem))
        {
            return (null, new(ExitCode.InUse, [problem.Message]));
        }

        try
        {
            return await StandAsync((sources, report, modules), folder, log, cancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            folder.Dispose();
            return (null, FailedStart.Explain(failure, folder.Path, time));
        }
    }

    private async Task<(RunningServer? Server, StartRefused? Refused)> StandAsync(
        (ConfigSources Sources, ConfigReport Report, ModuleSet Modules) plan, DataFolder folder, Stream log, CancellationToken cancellationToken)
    {
        var (sources, report, modules) = plan;
        var ids = new TimeOrderedIds(time);
        var opened = await StorageModule.OpenAsync(modules.Storage!.Options(folder.Path), time, ids, cancellationToken);
        if (!opened.Try(out var storage, out var problem))
        {
            folder.Dispose();
            return (null, new(ExitCode.Failed, [problem.Message]));
        }

        var migrated = await storage.Database.MigrateAsync([.. modules.Chosen.SelectMany(m => m.Migrations)], cancellationToken);
        if (!migrated.IsOk)
        {
            await storage.DisposeAsync();
            folder.Dispose();
            return (null, new(ExitCode.Failed, [migrated.Problem.Message]));
        }

        var parts = new ServerParts
        {
            Modules = modules,
            Folder = folder,
            Storage = storage,
            Time = time,
            Ids = ids,
            InForce = new Live<ConfigReport>(report),
            Start = new StartFacts(time.GetUtcNow(), sources.File ?? Path.Combine(folder.Path, Place.FileName), folder.Path),
            Log = log,
        };
        RunningServer? server = null;
        try
        {
            server = new RunningServer(AppBuilder.Build(parts), parts, new ConfigWatcher(sources, modules.Sections, parts.InForce, time));
            if (await ListenAsync(server, modules.Server!, cancellationToken) is not { } refused)
            {
                return (server, null);
            }

            await server.DisposeAsync();
            return (null, refused);
        }
        catch
        {
            await (server?.DisposeAsync() ?? storage.DisposeAsync());
            throw;
        }
    }

    private static async Task<StartRefused?> ListenAsync(RunningServer server, ServerOptions options, CancellationToken cancellationToken)
    {
        var listen = ListenAddress.Parse(options.Listen);
        try
        {
            await server.StartAsync(cancellationToken);
            return null;
        }
        catch (IOException failure) when (failure.InnerException is AddressInUseException)
        {
            return new(ExitCode.InUse, [$"Port {listen.Port} is taken by another process. Stop that one ('ss -ltnp' names it), or choose another: --listen http://127.0.0.1:{listen.Port + 1}."]);
        }
        catch (IOException failure)
        {
            return new(ExitCode.Failed, [failure.Message]); // a module's store cannot be used: its message names the file and what to do
        }
        catch (SocketException failure)
        {
            return new(ExitCode.Failed, [$"{options.Listen} cannot be listened on: {failure.Message}. Choose an address of this machine, and a port above 1023 unless you are root."]);
        }
    }
}
