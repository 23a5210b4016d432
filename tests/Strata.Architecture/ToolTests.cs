using System.Diagnostics;

namespace Strata.Architecture;

/// <summary>Runs the file-based tools that read the tree, as a developer would.</summary>
public sealed class ToolTests
{
    [Fact]
    public Task The_tree_is_tidy() => Passes("tools/tidy.cs");

    [Fact]
    public Task The_dependency_picture_is_fresh() => Passes("tools/graph.cs", "--check");

    private static async Task Passes(string tool, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", ["run", tool, "--", .. arguments]) { WorkingDirectory = Repository.Root, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, output + await errors);
    }
}
