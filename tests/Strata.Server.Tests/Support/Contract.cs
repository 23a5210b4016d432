namespace Strata.Server.Tests.Support;

/// <summary>A file of the repository that is made from code. STRATA_ACCEPT=1 writes it anew.</summary>
internal static class Contract
{
    public static void Holds(string path, string now)
    {
        var file = Path.Combine(Root(), path);
        if (Environment.GetEnvironmentVariable("STRATA_ACCEPT") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, now);
        }

        var written = File.Exists(file) ? File.ReadAllText(file) : "";
        Assert.True(written == now, $"{path} is stale. Look at the difference, then accept it: STRATA_ACCEPT=1 ./strata test Server");
    }

    public static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Strata.slnx")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests run outside the repository.");
        }

        return folder;
    }
}
