using System.Diagnostics;
using Strata.Server.Tests.Support;

namespace Strata.Server.Tests.Clients;

/// <summary>The unmodified npm client holds a conversation; tests/clients/openai.mjs is its part.</summary>
public sealed class OpenAiNpmTests(SharedServer shared) : IClassFixture<SharedServer>
{
    [Fact]
    public async Task A_scripted_conversation_passes()
    {
        var modules = Environment.GetEnvironmentVariable("STRATA_TEST_NODE_MODULES") ?? "";
        Assert.SkipUnless(Directory.Exists(Path.Combine(modules, "openai")), "STRATA_TEST_NODE_MODULES names no folder with the npm package openai (npm install openai).");
        var start = new ProcessStartInfo("node", [Path.Combine(Contract.Root(), "tests", "clients", "openai.mjs")]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["NODE_MODULES"] = modules;
        start.Environment["BASE_URL"] = new Uri(shared.Server.Running.Address, "/v1").ToString();
        start.Environment["API_KEY"] = shared.Server.Key;
        using var node = Process.Start(start)!;
        var (output, errors) = (node.StandardOutput.ReadToEndAsync(), node.StandardError.ReadToEndAsync());
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await node.WaitForExitAsync(limit.Token);
        Assert.True(node.ExitCode == 0, $"{await output}\n{await errors}");
        await shared.Server.Models.SlowWasCancelled.Task.WaitAsync(TimeSpan.FromSeconds(10));
    }
}
