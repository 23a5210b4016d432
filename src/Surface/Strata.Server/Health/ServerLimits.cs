using Strata.Core.Limits;
using Strata.Server.Configuration;
using Strata.Server.Edge;

namespace Strata.Server.Health;

/// <summary>The bounds of the edge.</summary>
internal sealed class ServerLimits(ServerOptions options) : ILimitsSource
{
    public const int HeaderBytesMax = 32 * 1024;
    public const int HeadersMax = 100;
    public const int LineBytesMax = 8 * 1024;

    public string Module => "server";

    public IReadOnlyList<Limit> Limits =>
    [
        new("body", options.BodyBytesMax, "bytes", "413 request_too_large"),
        new("connections", options.ConnectionsMax, "connections", "closed at once"),
        new("request line", LineBytesMax, "bytes", "414"),
        new("headers", HeaderBytesMax, "bytes", "431"),
        new("header fields", HeadersMax, "fields", "431"),
        new("open sign-in links", LoginTickets.OpenMax, "tickets", "no further link"),
        new("configuration file", YamlLimits.BytesMax, "bytes", "refused"),
        new("configuration depth", YamlLimits.DepthMax, "levels", "refused"),
        new("configuration values", YamlLimits.NodesMax, "values", "refused"),
    ];
}
