using Strata.Core.Configuration;
using Strata.Routing.Options;

namespace Strata.Routing.Tests.Support;

/// <summary>Builds configuration nodes by hand.</summary>
internal static class Yaml
{
    public static ConfigNode Map(params (string Key, object Value)[] members) => new() { Members = members.ToDictionary(m => m.Key, m => Node(m.Value)) };

    public static ConfigNode List(params object[] items) => new() { Items = [.. items.Select(Node)] };

    public static (RoutingOptions Options, IReadOnlyList<ConfigFinding> Findings) Read(ConfigNode gateway)
    {
        var session = new ConfigSession();
        var reader = new ConfigReader(gateway, session);
        var options = RoutingOptionsReader.Read(reader, []);
        reader.Finish();
        return (options, session.Findings);
    }

    private static ConfigNode Node(object value) => value as ConfigNode ?? new ConfigNode { Scalar = (string)value };
}
