using Strata.Otlp.Metrics;

namespace Strata.Otlp.Tests.Metrics;

public sealed class PrometheusNamesTests
{
    [Theory]
    [InlineData("http.server.duration", "ms", PointKind.Histogram, "http_server_duration_milliseconds")]
    [InlineData("gen_ai.client.token.usage", "{token}", PointKind.Histogram, "gen_ai_client_token_usage")]
    [InlineData("system.io", "By", PointKind.Counter, "system_io_bytes_total")]
    [InlineData("io.bytes.total", "By", PointKind.Counter, "io_bytes_total")]
    [InlineData("speed", "m/s", PointKind.Gauge, "speed_meters_per_second")]
    [InlineData("load", "1", PointKind.Gauge, "load_ratio")]
    [InlineData("load", "1", PointKind.Counter, "load_total")]
    [InlineData("9.lives-left", "", PointKind.Gauge, "_9_lives_left")]
    public void Families_have_the_names_of_the_compatibility_page(string name, string unit, PointKind kind, string expected) =>
        Assert.Equal(expected, PrometheusNames.Family(name, unit, kind));
}
