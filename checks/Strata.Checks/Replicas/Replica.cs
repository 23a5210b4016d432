using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace Strata.Checks.Replicas;

/// <summary>One process of Strata with a data folder of its own, which outlives its kills.</summary>
internal sealed partial class Replica(string name, string binary, string folder) : IDisposable
{
    private static readonly TimeSpan StartMax = TimeSpan.FromSeconds(60);
    private Process? process;

    public string Name => name;

    /// <summary>Whether requests are sent to it.</summary>
    public bool IsInService { get; private set; }

    /// <summary>Kills so far; a request that began before one may be lost with it.</summary>
    public int Kills { get; private set; }

    /// <summary>What it logged lately.</summary>
    public Queue<string> Logged { get; } = new();

    public HttpClient Client { get; private set; } = new();

    /// <summary>Starts it, and puts it in service once it listens.</summary>
    /// <returns>The first key, where this was the first start on its database.</returns>
    public async Task<string?> StartAsync(string? key)
    {
        var start = new ProcessStartInfo(binary, ["up", "--data", folder, "--listen", "http://127.0.0.1:0"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        start.Environment["HOME"] = folder;
        process = Process.Start(start)!;
        _ = DrainAsync(process.StandardError);
        using var limit = new CancellationTokenSource(StartMax, TimeProvider.System);
        string? url = null;
        while (await process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
        {
            url ??= Address().Match(line) is { Success: true } at ? at.Groups[1].Value : null;
            key = Key().Match(line) is { Success: true } secret ? secret.Value : key;
            if (url is not null && key is not null && (Key().IsMatch(line) || SignIn().IsMatch(line)))
            {
                _ = DrainAsync(process.StandardOutput);
                Client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(url), Timeout = TimeSpan.FromSeconds(30) };
                Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
                IsInService = true;
                return key;
            }
        }

        throw new InvalidOperationException($"Replica {name} did not start: {string.Join('\n', Logged)}");
    }

    /// <summary>Ends it with SIGKILL; the door in front of it sends nothing more.</summary>
    public async Task KillAsync()
    {
        Kills++;
        IsInService = false;
        process!.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>Resident memory in MB.</summary>
    public long MemoryMb()
    {
        process!.Refresh();
        return process.WorkingSet64 >> 20;
    }

    public void Dispose()
    {
        Client.Dispose();
        if (process is { HasExited: false })
        {
            process.Kill();
        }

        process?.Dispose();
    }

    private async Task DrainAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            lock (Logged)
            {
                Logged.Enqueue(line);
                if (Logged.Count > 40)
                {
                    Logged.Dequeue();
                }
            }
        }
    }

    [GeneratedRegex(@"listens on (http://\S+)")]
    private static partial Regex Address();

    [GeneratedRegex(@"/login\?ticket=\S+")]
    private static partial Regex SignIn();

    [GeneratedRegex("sk-strata-[a-z0-9]+")]
    private static partial Regex Key();
}
