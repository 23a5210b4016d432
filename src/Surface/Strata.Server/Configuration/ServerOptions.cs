using Strata.Core.Configuration;

namespace Strata.Server.Configuration;

/// <summary>The section <c>server</c>: where it listens, and the bounds of its edge.</summary>
internal sealed record ServerOptions
{
    public const string SectionDoc = "Where the server listens, and the bounds of its edge.";

    public required string Listen { get; init; }

    /// <summary>Further addresses that take the same requests, for instance OTLP's own ports 4317 and 4318.</summary>
    public IReadOnlyList<string> AlsoListen { get; init; } = [];

    public required string Data { get; init; }

    public string? Certificate { get; init; }

    public string? CertificateKey { get; init; }

    public IReadOnlyList<string> Targets { get; init; } = [];

    public IReadOnlyList<string> HostNames { get; init; } = [];

    public long BodyBytesMax { get; init; }

    public int ConnectionsMax { get; init; }

    public TimeSpan Drain { get; init; }

    public TimeSpan Session { get; init; }

    public LogLevel LogLevel { get; init; }

    public LogShape LogShape { get; init; }

    /// <summary>Whether any address speaks TLS.</summary>
    public bool UsesTls => AlsoListen.Prepend(Listen).Any(a => ListenAddress.Parse(a).IsHttps);

    public static ServerOptions Read(ConfigReader section, string defaultData)
    {
        var tls = section.Section("tls", "The certificate for https; needed off loopback.");
        var log = section.Section("log", "What the process says about itself, on standard error.");
        var options = new ServerOptions
        {
            Listen = section.Text("listen", "http://127.0.0.1:7070", "The address to listen on: scheme, host and port."),
            AlsoListen = Words(section.Texts("also_listen", "Further addresses that take the same requests, for instance http://127.0.0.1:4317 and :4318, OTLP's own ports.")),
            Data = section.Text("data", defaultData, "The folder that holds all state."),
            Targets = Words(section.Texts("targets", "The modules this process runs; all when absent.")),
            HostNames = Words(section.Texts("host_names", "Names besides the listening one that clients may call this server by.")),
            BodyBytesMax = section.Integer("body_bytes_max", 32 << 20, (1 << 10, 1L << 32), "The largest request body."),
            ConnectionsMax = (int)section.Integer("connections_max", 10_000, (1, 1_000_000), "The most connections at a time; more are closed at once."),
            Drain = section.Duration("drain", TimeSpan.FromSeconds(10), (TimeSpan.Zero, TimeSpan.FromMinutes(10)), "How long a stop waits for requests that still run."),
            Session = section.Duration("session", TimeSpan.FromHours(12), (TimeSpan.FromMinutes(1), TimeSpan.FromDays(30)), "How long a sign-in to the console lasts."),
            Certificate = tls.OptionalText("certificate", "The certificate chain, a PEM file."),
            CertificateKey = tls.OptionalText("key", "Its private key, a PEM file."),
            LogLevel = log.Choice("level", LogLevel.Information, "The least severity that is written."),
            LogShape = log.Choice("shape", LogShape.Text, "Lines for people, or one JSON object per line."),
        };
        tls.Finish();
        log.Finish();
        ServerRules.Check(options, section);
        return options;
    }

    private static IReadOnlyList<string> Words(IReadOnlyList<string> texts) =>
        [.. texts.SelectMany(t => t.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];
}
