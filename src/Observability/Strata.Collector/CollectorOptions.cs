using Strata.Collector.Export;
using Strata.Core.Configuration;
using Strata.Otlp;

namespace Strata.Collector;

/// <summary>The <c>collector</c> section.</summary>
public sealed record CollectorOptions
{
    /// <summary>The largest body after decompression.</summary>
    public int BodyBytesMax { get; init; } = OtlpLimits.BodyBytesMax;

    /// <summary>Bytes of bodies that are being taken at a time; more are asked to come back.</summary>
    public long InFlightBytesMax { get; init; } = 256L << 20;

    /// <summary>Where spans are sent onward; read at the start.</summary>
    public IReadOnlyList<ExportTarget> Export { get; init; } = [];

    internal static CollectorOptions Read(ConfigReader section)
    {
        var fallback = new CollectorOptions();
        return new CollectorOptions
        {
            BodyBytesMax = (int)section.Integer("body_bytes_max", fallback.BodyBytesMax, (1 << 10, OtlpLimits.BodyBytesMax), "The largest OTLP body, decompressed."),
            InFlightBytesMax = section.Integer("in_flight_bytes_max", fallback.InFlightBytesMax, (1 << 20, 16L << 30), "Bytes of OTLP bodies taken at a time; further senders are asked to come back."),
            Export = ExportTargets.Read(section),
        };
    }
}
