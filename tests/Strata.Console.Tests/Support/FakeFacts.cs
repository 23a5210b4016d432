using Strata.Console.Data;

namespace Strata.Console.Tests.Support;

internal sealed class FakeFacts : IConsoleFacts
{
    public string Version => "0.1.0";

    public DateTimeOffset StartedAt => ConsoleHost.Now.AddMinutes(-134);

    public string ConfigurationFile => "/etc/strata/strata.yaml";

    public string DataDirectory => "/var/lib/strata";

    public IReadOnlyList<ConfigFact> Configuration { get; } =
    [
        new("server.listen", "http://127.0.0.1:7070", "", "Where the server listens."),
        new("gateway.parallel_max", "64", "strata.yaml:12", "The most requests at once."),
        new("telemetry.memory_bytes_max", "67108864", "STRATA__TELEMETRY__MEMORY_BYTES_MAX", "Bytes of traces in memory."),
    ];
}
