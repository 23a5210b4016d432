using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Strata.Server.Tests.Support;

namespace Strata.Server.Tests.Clients;

/// <summary>The unmodified .NET exporter sends traces, metrics and logs by both of its protocols; they are read back.</summary>
public sealed class OtlpNugetTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly TestServer server = shared.Server;

    [Theory]
    [InlineData(OtlpExportProtocol.HttpProtobuf)]
    [InlineData(OtlpExportProtocol.Grpc)]
    public async Task Traces_with_their_logs(OtlpExportProtocol protocol)
    {
        using var source = new ActivitySource($"Tests.Otlp.{protocol}");
        string trace;
        using (var traces = Sdk.CreateTracerProviderBuilder().AddSource(source.Name).AddOtlpExporter(o => Point(o, protocol, "traces")).Build())
        using (var logs = LoggerFactory.Create(b => b.AddOpenTelemetry(l => l.AddOtlpExporter(o => Point(o, protocol, "logs")))))
        {
            using (var chat = source.StartActivity("chat m", ActivityKind.Client)!)
            {
                trace = chat.TraceId.ToHexString();
                chat.SetTag("gen_ai.operation.name", "chat").SetTag("gen_ai.usage.input_tokens", 12).SetTag("gen_ai.response.finish_reasons", (string[])["stop"]);
                chat.AddException(new InvalidOperationException("no weather"));
                chat.SetStatus(ActivityStatusCode.Error, "no weather");
                logs.CreateLogger("tests").LogWarning("careful");
            }

            Assert.True(traces.ForceFlush());
        }

        var (status, body) = await server.SendAsync(HttpMethod.Get, $"/strata/v1/traces/{trace}");
        Assert.Equal(200, status);
        using var json = JsonDocument.Parse(body);
        Assert.Equal(12, json.RootElement.GetProperty("summary").GetProperty("input_tokens").GetInt64());
        var names = json.RootElement.GetProperty("spans").EnumerateArray().Select(s => s.GetProperty("name").GetString()).Order();
        Assert.Equal(["Warning", "chat m"], names);
    }

    [Theory]
    [InlineData(OtlpExportProtocol.HttpProtobuf)]
    [InlineData(OtlpExportProtocol.Grpc)]
    public async Task Metrics(OtlpExportProtocol protocol)
    {
        using var meter = new Meter($"Tests.Otlp.{protocol}");
        using (var metrics = Sdk.CreateMeterProviderBuilder().AddMeter(meter.Name).AddOtlpExporter(o => Point(o, protocol, "metrics")).Build())
        {
            meter.CreateCounter<long>("dotnet.requests").Add(3, new KeyValuePair<string, object?>("by", protocol.ToString()));
            meter.CreateHistogram<double>("dotnet.took", "s").Record(0.5);
            Assert.True(metrics.ForceFlush());
        }

        var (_, text) = await server.SendAsync(HttpMethod.Get, "/strata/v1/metrics");
        Assert.Contains($"dotnet_requests_total{{by=\"{protocol}\",", text, StringComparison.Ordinal);
        Assert.Contains("dotnet_took_seconds_count{", text, StringComparison.Ordinal);
    }

    private void Point(OtlpExporterOptions options, OtlpExportProtocol protocol, string signal)
    {
        options.Protocol = protocol;
        options.Endpoint = protocol == OtlpExportProtocol.Grpc ? server.Running.Address : new Uri(server.Running.Address, "/v1/" + signal);
        options.Headers = $"authorization=Bearer%20{server.Key}";
    }
}
