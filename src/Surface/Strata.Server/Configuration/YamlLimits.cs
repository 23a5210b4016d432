namespace Strata.Server.Configuration;

/// <summary>The bounds of a configuration file.</summary>
internal static class YamlLimits
{
    public const int BytesMax = 1 << 20;
    public const int DepthMax = 32;
    public const int NodesMax = 50_000;
}
