using Strata.Collector.Series;
using Strata.Core.Configuration;
using Strata.Core.Limits;
using Strata.Otlp.Spans;

namespace Strata.Collector;

/// <summary>The module's bounds, for <c>/debug/limits</c>.</summary>
internal sealed class CollectorLimits(Live<CollectorOptions> options) : ILimitsSource
{
    public string Module => "collector";

    public IReadOnlyList<Limit> Limits =>
    [
        new("otlp_body", options.Current.BodyBytesMax, "bytes", "413 request_too_large, RESOURCE_EXHAUSTED over gRPC"),
        new("otlp_in_flight", options.Current.InFlightBytesMax, "bytes", "503 with Retry-After, UNAVAILABLE over gRPC"),
        new("otlp_spans", TraceDecoder.SpansMax, "spans", "413 request_too_large, RESOURCE_EXHAUSTED over gRPC"),
        new("otlp_series", SeriesStore.SeriesMax, "series of a project", "points of further series are rejected"),
    ];
}
