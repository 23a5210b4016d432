namespace Strata.Cli.Doctor;

/// <summary>Finds the SDK that ./strata builds with, in the order ./strata looks: PATH, DOTNET_ROOT, ~/.dotnet.</summary>
internal static class SdkExam
{
    public static Finding Run(Func<string, string?> environment)
    {
        string?[] folders = [.. (environment("PATH") ?? "").Split(Path.PathSeparator), environment("DOTNET_ROOT"), Path.Combine(environment("HOME") ?? "", ".dotnet")];
        foreach (var folder in folders.Where(f => !string.IsNullOrEmpty(f)))
        {
            var host = new FileInfo(Path.Combine(folder!, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));
            if (host.Exists && Newest(Path.GetDirectoryName((host.ResolveLinkTarget(returnFinalTarget: true) ?? host).FullName)!) is { } version)
            {
                return new(Verdict.Ok, "SDK", $"{version} by {host.FullName}");
            }
        }

        return new(Verdict.Warn, "SDK", "no .NET 10 SDK found; this build runs, the next one cannot be made", "./strata offers to install one.");
    }

    private static string? Newest(string root)
    {
        var folder = Path.Combine(root, "sdk");
        return Directory.Exists(folder)
            ? Directory.EnumerateDirectories(folder, "10.*").Select(Path.GetFileName).OrderByDescending(v => Version.TryParse(v!.Split('-')[0], out var known) ? known : new Version(0, 0)).FirstOrDefault()
            : null;
    }
}
