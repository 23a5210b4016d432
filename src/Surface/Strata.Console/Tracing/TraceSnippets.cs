namespace Strata.Console.Tracing;

/// <summary>How traces are sent from elsewhere.</summary>
internal static class TraceSnippets
{
    public static IReadOnlyList<(string Name, string Text)> Send(string url) =>
    [
        ("any OpenTelemetry SDK", $"export OTEL_EXPORTER_OTLP_ENDPOINT={url}\nexport OTEL_EXPORTER_OTLP_HEADERS=\"authorization=Bearer YOUR_KEY\"\nexport OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf"),
        ("Python", $"from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter\nexporter = OTLPSpanExporter(endpoint=\"{url}/v1/traces\", headers={{\"authorization\": \"Bearer YOUR_KEY\"}})"),
        ("JavaScript", $"const exporter = new OTLPTraceExporter({{ url: '{url}/v1/traces', headers: {{ authorization: 'Bearer YOUR_KEY' }} }});"),
        ("C#", $"services.AddOpenTelemetry().WithTracing(t => t.AddOtlpExporter(o =>\n{{\n    o.Endpoint = new Uri(\"{url}/v1/traces\");\n"
            + $"    o.Protocol = OtlpExportProtocol.HttpProtobuf;\n    o.Headers = \"authorization=Bearer YOUR_KEY\";\n}}));"),
    ];
}
