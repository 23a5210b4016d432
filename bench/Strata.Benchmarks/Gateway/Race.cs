using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Strata.Benchmarks.Gateway;

/// <summary>
/// Runs every measure against every contestant, contestants inside rounds so that a busy moment hits all of them, and keeps the
/// best round of each: the least disturbed one. Upstream and load share processor 0, the gateway under test has processor 1.
/// </summary>
internal static class Race
{
    public static async Task RunAsync(RaceOptions options)
    {
        using var self = Process.GetCurrentProcess();
        var folder = Directory.CreateTempSubdirectory("strata-race-").FullName;
        var contestants = new List<Contestant>();
        using var upstream = ChildProcess.Start(Contestants.LoadProcessor, Environment.ProcessPath!, ["gateway", "upstream"]);
        try
        {
            var port = new Uri((await upstream.LineAsync("listening")).Split(' ')[1]).Port;
            if (OperatingSystem.IsLinux())
            {
                self.ProcessorAffinity = 1 << Contestants.LoadProcessor;
            }

            contestants.Add(Contestants.Direct(port));
            var strata = await StrataContestant.StartAsync(port, folder, Binary());
            if (options.SoakMinutes > 0)
            {
                contestants.Add(strata);
                Environment.ExitCode = await Soak.RunAsync(strata, options.SoakMinutes) ? 0 : 1;
                return;
            }

            await Task.Delay(TimeSpan.FromSeconds(3));
            var table = new RaceTable(options) { IdleMb = strata.Process!.ResidentMb };
            foreach (var peer in (Contestant?[])[await Contestants.NginxAsync(port, folder), strata, await Contestants.PortkeyAsync(port)])
            {
                if (peer is not null && (options.Only.Count == 0 || options.Only.Contains(peer.Name)))
                {
                    contestants.Add(peer);
                }
            }

            await Measures.RunAsync(contestants, strata, table, options);
            Report(table);
        }
        finally
        {
            foreach (var contestant in contestants)
            {
                contestant.Dispose();
            }

            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Binary() =>
        Environment.GetEnvironmentVariable("STRATA_BINARY") is { Length: > 0 } named ? named
        : Path.GetFullPath("artifacts/strata/Strata.Server") is var built && File.Exists(built) ? built
        : throw new IOException("The binary is not built: run './strata version' first, or set STRATA_BINARY.");

    private static void Report(RaceTable table)
    {
        var text = $"""
            # Gateway beside its peers

            `./strata bench gateway`: {Environment.ProcessorCount} processors ({RuntimeInformation.ProcessArchitecture}, .NET {Environment.Version}), upstream and load on one, the gateway under
            test on the other; contestants interleaved in rounds, the best round of each; all governance on (key, limits, budgets, route, breaker, durable ledger row).

            {table.Markdown()}
            """;
        Console.WriteLine(text);
        Directory.CreateDirectory("bench/results");
        File.WriteAllText("bench/results/gateway.md", text + "\n");
    }
}
