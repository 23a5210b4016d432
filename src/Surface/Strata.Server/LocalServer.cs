using Strata.Cli.Api;
using Strata.Cli.Exits;
using Strata.Cli.Local;
using Strata.Cli.Output;
using Strata.Core.Configuration;
using Strata.Core.Results;
using Strata.Server.Configuration;
using Strata.Server.Hosting;
using Strata.Server.Joins;
using Strata.Storage;
using YamlDotNet.Core;

namespace Strata.Server;

/// <summary>The server behind the verbs <c>up</c> and <c>config</c>.</summary>
internal sealed class LocalServer(TimeProvider time, IReadOnlyDictionary<string, string> environment) : ILocalServer
{
    public async Task<int> UpAsync(LocalRequest request, Terminal terminal, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        await using var log = System.Console.OpenStandardError();
        var (server, refused) = await new Boot(ModuleTable.Entries, time).StartAsync(request, environment, log, cancellationToken);
        if (server is null)
        {
            foreach (var line in refused!.Lines)
            {
                terminal.Fail(line);
            }

            return refused.ExitCode;
        }

        await using (server)
        {
            await GreetAsync(server, terminal, time.GetElapsedTime(began), cancellationToken);
            await server.WaitAsync(cancellationToken);
        }

        return ExitCode.Ok;
    }

    public async Task<Result<ILocalRun>> StartAsync(LocalRequest request, CancellationToken cancellationToken)
    {
        var (server, refused) = await new Boot(ModuleTable.Entries, time).StartAsync(request, environment, Stream.Null, cancellationToken);
        if (server is null)
        {
            return Problem.Invalid(string.Join(" ", refused!.Lines));
        }

        var welcome = await Welcome.MakeAsync(server.Services, cancellationToken);
        return new LocalRun(server, welcome.FirstKey ?? "");
    }

    public ConfigView ReadConfig(LocalRequest request)
    {
        var sources = Place.Sources(request, environment);
        var loaded = ConfigLoader.Load(sources);
        var modules = new ModuleSet(ModuleTable.Entries, loaded.Root, Place.DefaultData(request, environment));
        var report = ConfigPass.Run(loaded, modules.Sections);
        string Value(string key) => report.Keys.FirstOrDefault(k => k.Path == key)?.Value ?? "";
        return new(sources.File, Value("server.data"), Value("server.listen"), report.Findings, report.Effective(), Schema());
    }

    public Result<ConfigNode> ReadYaml(string text)
    {
        try
        {
            return (new YamlReader("file", 0, []).Read(text) ?? ConfigTree.Mapping("file")).Freeze();
        }
        catch (YamlException broken)
        {
            return Problem.Invalid($"The file is not YAML at line {broken.Start.Line}, column {broken.Start.Column}: {broken.InnerException?.Message ?? broken.Message}");
        }
    }

    public MachineFacts ReadFacts(LocalRequest request)
    {
        var upstreams = ConfigLoader.Load(Place.Sources(request, environment)).Root.Members?.GetValueOrDefault("gateway")?.Members?.GetValueOrDefault("upstreams")?.Items ?? [];
        return new(
            $"{StorageModule.SqliteVersion}, {StorageModule.SqliteSource}",
            [.. upstreams.Select(u => KeyValuePair.Create(u.Members?.GetValueOrDefault("name")?.Scalar ?? "?", u.Members?.GetValueOrDefault("url")?.Scalar ?? ""))]);
    }

    private async Task GreetAsync(RunningServer server, Terminal terminal, TimeSpan took, CancellationToken cancellationToken)
    {
        var url = server.Address.GetLeftPart(UriPartial.Authority);
        var data = server.Parts.Folder.Path;
        var welcome = await Welcome.MakeAsync(server.Services, cancellationToken);
        var saved = SavedLogins.Remember(environment.GetValueOrDefault("HOME") ?? data, url, data, welcome.FirstKey);
        terminal.Line($"Strata listens on {url} (ready in {took.TotalMilliseconds:F0} ms, data in {data})");
        if (welcome.SignInPath is { } path)
        {
            terminal.Line($"  console    {url}{path}   (signs you in once, for ten minutes)");
        }

        if (welcome.FirstKey is { } key)
        {
            terminal.Line($"  admin key  {key}   (shown this once: keep it)");
            terminal.Line(saved ? "             The verbs of this machine use it already, from ~/.strata/cli.json." : "");
        }
    }

    private static string Schema()
    {
        var modules = new ModuleSet(ModuleTable.Entries, ConfigNode.Empty, "~/.strata");
        return ConfigSchema.Write(ConfigPass.Run(LoadedConfig.Empty, modules.Sections).Keys);
    }
}
