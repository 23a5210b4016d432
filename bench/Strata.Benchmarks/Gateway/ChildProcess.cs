using System.Diagnostics;
using System.Globalization;

namespace Strata.Benchmarks.Gateway;

/// <summary>A process under measurement, on one processor, with what the kernel says it used. Ended by its id when disposed.</summary>
internal sealed class ChildProcess : IDisposable
{
    private const double TicksPerSecond = 100;
    private readonly Process process;

    private ChildProcess(Process process) => this.process = process;

    public int Id => process.Id;

    public List<string> Lines { get; } = [];

    /// <summary>CPU seconds since its start, of all its threads and of children that it waited for.</summary>
    public double CpuSeconds
    {
        get
        {
            var stat = File.ReadAllText($"/proc/{Id}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return (Ticks(fields[11]) + Ticks(fields[12]) + Ticks(fields[13]) + Ticks(fields[14])) / TicksPerSecond;
        }
    }

    public double ResidentMb =>
        File.ReadLines($"/proc/{Id}/status").First(l => l.StartsWith("VmRSS", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries) is { } words
            ? double.Parse(words[1], CultureInfo.InvariantCulture) / 1024
            : 0;

    public int OpenFiles => Directory.GetFileSystemEntries($"/proc/{Id}/fd").Length;

    public int Threads => Directory.GetDirectories($"/proc/{Id}/task").Length;

    /// <summary>Starts a program on a processor.</summary>
    public static ChildProcess Start(int processor, string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo("taskset") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in (string[])["-c", processor.ToString(CultureInfo.InvariantCulture), program, .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        var child = new ChildProcess(new Process { StartInfo = start });
        child.process.OutputDataReceived += (_, line) => child.Take(line.Data);
        child.process.ErrorDataReceived += (_, line) => child.Take(line.Data);
        child.process.Start();
        child.process.BeginOutputReadLine();
        child.process.BeginErrorReadLine();
        return child;
    }

    /// <summary>The first line that holds a text, waited for at most a minute.</summary>
    public async Task<string> LineAsync(string text)
    {
        for (var i = 0; i < 600; i++)
        {
            lock (Lines)
            {
                if (Lines.Find(l => l.Contains(text, StringComparison.Ordinal)) is { } line)
                {
                    return line;
                }
            }

            if (process.HasExited)
            {
                break;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100));
        }

        throw new IOException($"'{process.StartInfo.ArgumentList[2]}' did not say '{text}':\n{string.Join('\n', Lines)}");
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit(5_000);
        }

        process.Dispose();
    }

    private static double Ticks(string field) => double.Parse(field, CultureInfo.InvariantCulture);

    private void Take(string? line)
    {
        if (line is not null)
        {
            lock (Lines)
            {
                Lines.Add(line);
            }
        }
    }
}
