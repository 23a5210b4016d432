using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Strata.Benchmarks.Gateway;

/// <summary>What is measured, in the order of the table. Every contestant is warmed with the same load before it counts.</summary>
internal static class Measures
{
    public static async Task RunAsync(List<Contestant> all, Contestant strata, RaceTable table, RaceOptions options)
    {
        foreach (var one in all)
        {
            var calm = one.Name == "portkey" ? 10 : 1;
            await LoadClient.RunAsync(one, Bodies.Plain(), 16, 40_000 / calm / calm);
            await LoadClient.RunAsync(one, Bodies.Stream(), 16, 20_000 / calm / calm);
        }

        for (var round = 1; round <= options.Rounds; round++)
        {
            Console.WriteLine($"round {round} of {options.Rounds}");
            foreach (var one in all)
            {
                await RoundAsync(one, table, options);
            }
        }

        if (options.Measure.Length == 0)
        {
            for (var round = 1; round <= options.Rounds; round++)
            {
                await CpuAsync("CPU µs a hit of the exact cache, 16 connections", strata, Bodies.Plain("kept").Replace("0.7", "0.0", StringComparison.Ordinal), (16, 5_000 * options.Scale), table);
            }
        }

        table.Take("resident, idle, MB", strata.Name, table.IdleMb);
        table.Take("resident, after load, MB", strata.Name, strata.Process!.ResidentMb);
        if (options.Measure.Length == 0)
        {
            await OpenStreamsAsync(strata, all[0].Port, table);
        }

        if (options.Keys && options.Measure.Length == 0)
        {
            await StrataContestant.CreateKeysAsync(strata, 10_000 - 1);
            for (var round = 1; round <= options.Rounds; round++)
            {
                await CpuAsync("CPU µs a plain call among 10,000 keys", strata, Bodies.Plain(), (16, 5_000 * options.Scale), table);
            }
        }
    }

    private static async Task RoundAsync(Contestant one, RaceTable table, RaceOptions options)
    {
        var calm = one.Name == "portkey" ? 20 : 1;
        var many = 5_000 * options.Scale / calm;
        var some = 400 * options.Scale / calm;
        var large = Bodies.Plain(userBytes: 400_000);
        (string Name, Func<string, Task> Take)[] measures =
        [
            ("CPU µs a plain call, 16 connections", n => CpuAsync(n, one, Bodies.Plain(), (16, many), table)),
            ("CPU µs a burst stream of 67 events, 16", n => CpuAsync(n, one, Bodies.Stream(), (16, many / 2), table)),
            ("CPU µs a paced piece (20 ms), 20 streams", n => CpuAsync(n, one, Bodies.Stream("paced"), (20, 20 * options.Scale), table, MockUpstream.Pieces + 3)),
            ("calls a second, 32 connections", async n => table.Take(n, one.Name, (await LoadClient.RunAsync(one, Bodies.Plain(), 32, many * 2)).PerSecond, higher: true)),
            ("plain call, 1 connection, ms", async n => Times(n, one, table, (await LoadClient.RunAsync(one, Bodies.Plain(), 1, some * 3)).TotalMs)),
            ("stream, 1 connection, first byte ms", async n => Times(n, one, table, (await LoadClient.RunAsync(one, Bodies.Stream(), 1, some)).FirstByteMs)),
            ("CPU µs a call with 400 kB, 4 connections", n => CpuAsync(n, one, large, (4, some), table)),
            ("calls a second with 400 kB, 4 connections", async n => table.Take(n, one.Name, (await LoadClient.RunAsync(one, large, 4, some)).PerSecond, higher: true)),
            ("call with 400 kB, 1 connection, ms", async n => Times(n, one, table, (await LoadClient.RunAsync(one, large, 1, some / 4)).TotalMs)),
        ];
        foreach (var (name, take) in measures)
        {
            if (name.Contains(options.Measure, StringComparison.Ordinal))
            {
                await take(name);
            }
        }
    }

    private static void Times(string measure, Contestant one, RaceTable table, double[] sorted)
    {
        table.Take(measure + ", p50", one.Name, LoadResult.At(sorted, 0.5));
        table.Take(measure + ", p99", one.Name, LoadResult.At(sorted, 0.99));
    }

    private static async Task CpuAsync(string measure, Contestant one, string body, (int Connections, int Requests) load, RaceTable table, int parts = 1)
    {
        if (one.Process is null)
        {
            return;
        }

        var before = one.Process.CpuSeconds;
        var result = await LoadClient.RunAsync(one, body, load.Connections, load.Requests);
        table.Take(measure, one.Name, (one.Process.CpuSeconds - before) * 1e6 / result.Requests / parts);
    }

    /// <summary>2,000 streams that stay open: memory, then all callers leave and the provider tells when it saw them go.</summary>
    private static async Task OpenStreamsAsync(Contestant strata, int upstream, RaceTable table)
    {
        const int Streams = 2_000;
        var sockets = new System.Net.Sockets.Socket[Streams];
        var left = new long[Streams];
        var buffer = new byte[4096];
        for (var i = 0; i < Streams; i++)
        {
            sockets[i] = await LoadClient.ConnectAsync(strata.Port);
            await sockets[i].SendAsync(LoadClient.Request(strata, Bodies.Stream($"hold-{i}")));
        }

        foreach (var socket in sockets)
        {
            while (Encoding.ASCII.GetString(buffer, 0, await socket.ReceiveAsync(buffer)).IndexOf("words", StringComparison.Ordinal) < 0)
            {
            }
        }

        table.Take("resident, 2,000 open streams, MB", strata.Name, strata.Process!.ResidentMb);
        for (var i = 0; i < Streams; i++)
        {
            left[i] = Stopwatch.GetTimestamp();
            sockets[i].Close(0);
            await Task.Delay(TimeSpan.FromMilliseconds(1));
        }

        await Task.Delay(TimeSpan.FromSeconds(2));
        using var client = new HttpClient();
        var seen = (await client.GetStringAsync(new Uri($"http://127.0.0.1:{upstream}/left"))).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(l => l.Split(' ')).ToDictionary(w => int.Parse(w[0], CultureInfo.InvariantCulture), w => long.Parse(w[1], CultureInfo.InvariantCulture));
        double[] delays = [.. seen.Select(p => Stopwatch.GetElapsedTime(left[p.Key], p.Value).TotalMilliseconds).Order()];
        table.Take("caller left to upstream closed, p99 ms", strata.Name, LoadResult.At(delays, 0.99));
        table.Note($"Callers that left: {Streams}; upstream calls that were ended for it: {seen.Count}.");
    }
}
