using System.ComponentModel;
using System.Diagnostics;

namespace Strata.Metrics.Sampling;

/// <summary>Asks <c>nvidia-smi</c> where there is one; asked once whether there is. An answer that takes longer than five seconds is none.</summary>
internal sealed class GpuProbe(TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private readonly string? path = Find();

    public async ValueTask<string?> AskAsync(CancellationToken cancellationToken)
    {
        if (path is null)
        {
            return null;
        }

        using var late = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            using var process = Process.Start(new ProcessStartInfo(path, GpuQuery.Arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false });
            if (process is null)
            {
                return null;
            }

            try
            {
                var output = await process.StandardOutput.ReadToEndAsync(either.Token);
                await process.WaitForExitAsync(either.Token);
                return process.ExitCode == 0 ? output : null;
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                cancellationToken.ThrowIfCancellationRequested();
                return null;
            }
        }
        catch (Exception failure) when (failure is Win32Exception or InvalidOperationException or IOException)
        {
            return null;
        }
    }

    private static string? Find() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Select(p => Path.Combine(p, "nvidia-smi")).FirstOrDefault(File.Exists);
}
