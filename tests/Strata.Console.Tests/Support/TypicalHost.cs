namespace Strata.Console.Tests.Support;

/// <summary>One project after a day of use, for the tests of a class that only look.</summary>
public sealed class TypicalHost : IAsyncLifetime
{
    internal ConsoleHost Host { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Host = await ConsoleHost.TypicalAsync();

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
