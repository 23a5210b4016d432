using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Strata.Benchmarks.Gateway;

/// <summary>
/// A gateway under an even, mixed load for many minutes: plain calls, streams, cache hits, large bodies, refusals and callers that leave amid a stream. Memory,
/// open files and threads are read each half minute; they must not grow from the second third to the last.
/// </summary>
internal static class Soak
{
    private const int Connections = 8;
    private const double GrowthMax = 0.05;
    private const int FilesMax = 64;
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    /// <summary>Runs it. Each caller pauses between its requests, so that the load is the same on any machine: about 250 calls a second.</summary>
    /// <returns>Whether all stayed flat.</returns>
    public static async Task<bool> RunAsync(Contestant strata, int minutes)
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromMinutes(minutes));
        var counts = new long[2];
        var callers = Enumerable.Range(0, Connections).Select(i => CallAsync(strata, i, counts, stop.Token)).ToArray();
        var samples = new List<SoakSample>();
        var table = new StringBuilder("| minute | resident MB | open files | threads | calls | µs CPU a call |\n|---|---|---|---|---|---|\n");
        var (cpu, calls) = (strata.Process!.CpuSeconds, 0L);
        var clock = Stopwatch.StartNew();
        while (!stop.IsCancellationRequested)
        {
            await Task.Delay(Step, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            var (nowCpu, nowCalls) = (strata.Process.CpuSeconds, Interlocked.Read(ref counts[0]));
            samples.Add(new SoakSample(strata.Process.ResidentMb, strata.Process.OpenFiles, strata.Process.Threads));
            var line = string.Create(
                CultureInfo.InvariantCulture,
                $"| {clock.Elapsed.TotalMinutes:F1} | {samples[^1].ResidentMb:F0} | {samples[^1].OpenFiles} | {samples[^1].Threads} | {nowCalls - calls} | {(nowCpu - cpu) * 1e6 / Math.Max(1, nowCalls - calls):F0} |");
            Console.WriteLine(line);
            table.AppendLine(line);
            (cpu, calls) = (nowCpu, nowCalls);
        }

        await Task.WhenAll(callers);
        var third = Math.Max(1, samples.Count / 3);
        var (middle, last) = (samples.Skip(samples.Count / 3).Take(third).ToArray(), samples.TakeLast(third).ToArray());
        var growth = (last.Average(s => s.ResidentMb) / middle.Average(s => s.ResidentMb)) - 1;
        var files = last.Average(s => s.OpenFiles) - middle.Average(s => s.OpenFiles);
        var isFlat = growth <= GrowthMax && files <= FilesMax;
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"""
            # Gateway under load for {minutes} minutes

            `./strata bench gateway --soak {minutes}`: {counts[0]} calls by {Connections} callers, {counts[1]} unexpected answers. From the second third to the last: resident {growth:P1} (at most {GrowthMax:P0}),
            open files {files:+0;-0;0} (at most {FilesMax}): {(isFlat ? "flat" : "NOT flat")}.

            {table}
            """);
        Console.WriteLine(text);
        Directory.CreateDirectory("bench/results");
        await File.WriteAllTextAsync("bench/results/gateway-soak.md", text + "\n");
        return isFlat && counts[1] == 0;
    }

    private static async Task CallAsync(Contestant strata, int caller, long[] counts, CancellationToken stop)
    {
        var plain = Bodies.Plain();
        (byte[] Bytes, bool Leaves, bool Fails)[] requests =
        [
            (LoadClient.Request(strata, plain), false, false),
            (LoadClient.Request(strata, Bodies.Stream()), false, false),
            (LoadClient.Request(strata, Bodies.Plain("kept").Replace("0.7", "0.0", StringComparison.Ordinal)), false, false),
            (LoadClient.Request(strata, plain), false, false),
            (LoadClient.Request(strata, Bodies.Stream("paced")), true, false),
            (LoadClient.Request(strata, Bodies.Plain(userBytes: 100_000)), false, false),
            (LoadClient.Request(strata, "{\"model\":1}"), false, true),
        ];
        var socket = await LoadClient.ConnectAsync(strata.Port);
        var answer = new AnswerReader();
        for (var i = caller; !stop.IsCancellationRequested; i++)
        {
            var (bytes, leaves, fails) = requests[i % requests.Length];
            try
            {
                await socket.SendAsync(bytes, CancellationToken.None);
                if (leaves)
                {
                    await socket.ReceiveAsync(new byte[256], CancellationToken.None);
                }
                else
                {
                    await answer.ReadAsync(socket);
                }
            }
            catch (Exception exception) when (exception is SocketException or IOException)
            {
                Interlocked.Add(ref counts[1], fails ? 0 : 1);
                leaves = true;
            }

            Interlocked.Increment(ref counts[0]);
            if (leaves)
            {
                socket.Close(0);
                socket = await LoadClient.ConnectAsync(strata.Port);
                answer = new AnswerReader();
            }

            await Task.Delay(Pause, CancellationToken.None);
        }

        socket.Dispose();
    }
}
