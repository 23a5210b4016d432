using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Strata.Server.Tests.Crash;

/// <summary>The real binary in a process of its own, on a port that the system chose.</summary>
internal sealed partial class ServerProcess : IDisposable
{
    private static readonly TimeSpan StartMax = TimeSpan.FromSeconds(60);
    private readonly Process process;

    private readonly Task<string> errors;

    private ServerProcess(Process process, Task<string> errors, (string Url, string SignIn) at, string? key)
    {
        this.process = process;
        this.errors = errors;
        Url = at.Url;
        SignInPath = at.SignIn;
        FirstKey = key;
    }

    public string Url { get; }

    /// <summary>The path that signs a browser in, once.</summary>
    public string SignInPath { get; }

    /// <summary>The first key; only of the first start on a data folder.</summary>
    public string? FirstKey { get; }

    public static async Task<ServerProcess> StartAsync(string data, bool first, string? home = null)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Strata.Server"), ["up", "--data", data, "--listen", "http://127.0.0.1:0"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = data,
        };
        start.Environment["HOME"] = home ?? data;
        var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var (url, signIn, key) = ((string?)null, "", (string?)null);
        using var limit = new CancellationTokenSource(StartMax);
        while (await process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
        {
            url ??= Address().Match(line) is { Success: true } at ? at.Groups[1].Value : null;
            signIn = SignIn().Match(line) is { Success: true } link ? link.Value : signIn;
            key = Key().Match(line) is { Success: true } secret ? secret.Value : null;
            if (first ? key is not null : signIn.Length > 0)
            {
                return new ServerProcess(process, errors, (url!, signIn), key);
            }
        }

        throw new InvalidOperationException($"The server did not start: {await errors}");
    }

    /// <summary>Ends it as a power cut would.</summary>
    /// <returns>What it had logged.</returns>
    public async Task<string> KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        return await errors;
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        process.Dispose();
    }

    [GeneratedRegex(@"listens on (http://\S+)")]
    private static partial Regex Address();

    [GeneratedRegex(@"/login\?ticket=\S+")]
    private static partial Regex SignIn();

    [GeneratedRegex("sk-strata-[a-z0-9]+")]
    private static partial Regex Key();
}
