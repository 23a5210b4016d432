namespace Strata.Traces.Api.Tests.Support;

/// <summary>A host with two hundred traces, for tests that only look.</summary>
public sealed class Played : IAsyncLifetime
{
    internal ApiHost Host { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Host = await ApiHost.StartAsync();
        await Host.PlayAsync(200);
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
