using Strata.Tests.Shared.Upstream;

namespace Strata.Server.Tests.Support;

/// <summary>One server before the scripted upstream for the tests of a class: a provider of each dialect that takes any name, the first of OpenAI's.</summary>
public sealed class ScriptedServer : IAsyncLifetime
{
    internal TestServer Server { get; private set; } = null!;

    internal ScriptedUpstream Upstream { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Upstream = await ScriptedUpstream.StartAsync();
        Server = await TestServer.StartAsync($$"""
            gateway:
              retries: { attempts_max: 1 }
              prices: { echo: { input: 1, output: 2 } }
              providers:
                - { name: oa, kind: openai-compatible, url: "{{Upstream.Root}}/v1", key: {{ScriptedUpstream.Key}}, any_model: true }
                - { name: an, kind: anthropic-compatible, url: "{{Upstream.Root}}/v1", key: {{ScriptedUpstream.Key}}, any_model: true }
                - { name: ge, kind: gemini, url: "{{Upstream.Root}}/v1beta", key: {{ScriptedUpstream.Key}}, any_model: true }
            """);
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await Upstream.DisposeAsync();
    }
}
