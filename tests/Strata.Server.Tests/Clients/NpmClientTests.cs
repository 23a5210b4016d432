using System.Diagnostics;
using Strata.Server.Tests.Support;

namespace Strata.Server.Tests.Clients;

/// <summary>Unmodified npm clients before the scripted upstream: a provider of their own dialect, and a translated one. Their parts are in tests/clients.</summary>
public sealed class NpmClientTests(ScriptedServer shared) : IClassFixture<ScriptedServer>
{
    [Theory]
    [InlineData("anthropic.mjs", "@anthropic-ai/sdk")]
    [InlineData("google.mjs", "@google/genai")]
    [InlineData("vercel.mjs", "ai")]
    [InlineData("langchain.mjs", "@langchain/openai")]
    [InlineData("otel.mjs", "@opentelemetry/exporter-trace-otlp-grpc")]
    [InlineData("instrumented.mjs", "@traceloop/instrumentation-openai")]
    public async Task A_scripted_conversation_passes(string script, string package)
    {
        var modules = Environment.GetEnvironmentVariable("STRATA_TEST_NODE_MODULES") ?? "";
        Assert.SkipUnless(Directory.Exists(Path.Combine(modules, package)), $"STRATA_TEST_NODE_MODULES names no folder with the npm package {package} (.ci/clients.sh DIR).");
        var start = new ProcessStartInfo("node", [Path.Combine(Contract.Root(), "tests", "clients", script)]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["NODE_MODULES"] = modules;
        start.Environment["ROOT"] = shared.Server.Running.Address.ToString().TrimEnd('/');
        start.Environment["API_KEY"] = shared.Server.Key;
        using var node = Process.Start(start)!;
        var (output, errors) = (node.StandardOutput.ReadToEndAsync(), node.StandardError.ReadToEndAsync());
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        await node.WaitForExitAsync(limit.Token);
        Assert.True(node.ExitCode == 0, $"{await output}\n{await errors}");
        foreach (var waiting in shared.Upstream.Log.Where(e => e.Request.Scenario == "wait"))
        {
            await waiting.Ended.Task.WaitAsync(TimeSpan.FromSeconds(10)); // the client left; so must the provider's work
            Assert.Equal("disconnected", waiting.Outcome);
        }
    }
}
