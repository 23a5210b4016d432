using Strata.Cli.Local;

namespace Strata.Server.Hosting;

/// <summary>A server that a verb started for itself.</summary>
internal sealed class LocalRun(RunningServer server, string key) : ILocalRun
{
    public string Url => server.Address.GetLeftPart(UriPartial.Authority);

    public string Key => key;

    public ValueTask DisposeAsync() => server.DisposeAsync();
}
