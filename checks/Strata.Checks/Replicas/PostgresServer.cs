using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Strata.Checks.Replicas;

/// <summary>A PostgreSQL server of its own on loopback, in a folder that goes with it; it can be stopped as a power cut would.</summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("strata-pg").FullName;
    private readonly string bin;
    private readonly int port;
    private readonly string password = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    private PostgresServer(string bin)
    {
        this.bin = bin;
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        port = ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public string Connection => $"Host=127.0.0.1;Port={port.ToString(CultureInfo.InvariantCulture)};Username=strata;Password={password};Database=postgres";

    private string Data => Path.Combine(folder, "db");

    /// <summary>Makes a server and starts it; null where PostgreSQL 15 or newer is not installed.</summary>
    public static async Task<PostgresServer?> StartNewAsync()
    {
        var newest = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").Where(d => int.TryParse(Path.GetFileName(d), CultureInfo.InvariantCulture, out var version) && version >= 15)
                .Select(d => Path.Combine(d, "bin")).Where(d => File.Exists(Path.Combine(d, "initdb"))).MaxBy(d => d, StringComparer.Ordinal)
            : null;
        if (newest is null)
        {
            return null;
        }

        var server = new PostgresServer(newest);
        var file = Path.Combine(server.folder, "password");
        await File.WriteAllTextAsync(file, server.password);
        if (Environment.UserName == "root")
        {
            await RunAsync("chown", ["-R", "postgres", server.folder]);
        }

        await server.CommandAsync("initdb", ["-D", server.Data, "-U", "strata", $"--pwfile={file}", "--auth=scram-sha-256", "-E", "UTF8", "--no-locale", "--no-sync"]);
        await server.StartAsync();
        return server;
    }

    public Task StartAsync() => CommandAsync(
        "pg_ctl",
        ["-D", Data, "-l", Path.Combine(folder, "log"), "-w", "-t", "60", "-s", "start", "-o", $"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off -c max_connections=100"]);

    /// <summary>Ends it without a word to anybody who is connected.</summary>
    public Task StopAsync() => CommandAsync("pg_ctl", ["-D", Data, "-m", "immediate", "-w", "-s", "stop"]);

    public async ValueTask DisposeAsync()
    {
        if (File.Exists(Path.Combine(Data, "postmaster.pid")))
        {
            await StopAsync();
        }

        Directory.Delete(folder, recursive: true);
    }

    /// <summary>PostgreSQL refuses to run as root.</summary>
    private Task CommandAsync(string name, string[] arguments)
    {
        var path = Path.Combine(bin, name);
        return Environment.UserName == "root" ? RunAsync("runuser", ["-u", "postgres", "--", path, .. arguments]) : RunAsync(path, arguments);
    }

    /// <summary>Its output is not ours to read: a server that it leaves behind holds it open.</summary>
    private static async Task RunAsync(string path, IReadOnlyList<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(path, arguments) { WorkingDirectory = "/" })!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{Path.GetFileName(path)} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
        }
    }
}
