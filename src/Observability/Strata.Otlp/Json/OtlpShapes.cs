namespace Strata.Otlp.Json;

/// <summary>The messages of OTLP 1.x as data: names in JSON, numbers and kinds in Protocol Buffers (opentelemetry-proto 1.11).</summary>
internal static class OtlpShapes
{
    private static readonly MessageShape Any = new();
    private static readonly MessageShape KeyValue = new(("key", Text(1)), ("value", One(2, Any)));
    private static readonly MessageShape Resource = new(("attributes", Many(1, KeyValue)), ("droppedAttributesCount", Whole(2)));
    private static readonly MessageShape Scope = new(("name", Text(1)), ("version", Text(2)), ("attributes", Many(3, KeyValue)), ("droppedAttributesCount", Whole(4)));

    private static readonly MessageShape Exemplar = new(
        ("filteredAttributes", Many(7, KeyValue)), ("timeUnixNano", Fixed64(2)), ("asDouble", Double(3)), ("asInt", Fixed64(6)), ("spanId", Hex(4)), ("traceId", Hex(5)));

    static OtlpShapes()
    {
        var list = new MessageShape(("values", Many(1, Any)));
        var map = new MessageShape(("values", Many(1, KeyValue)));
        Any.Set(
            ("stringValue", Text(1)), ("boolValue", new(2, FieldKind.Flag)), ("intValue", Whole(3)), ("doubleValue", Double(4)),
            ("arrayValue", One(5, list)), ("kvlistValue", One(6, map)), ("bytesValue", new(7, FieldKind.Base64)));
    }

    /// <summary><c>ExportTraceServiceRequest</c>.</summary>
    public static MessageShape Traces { get; } = Export("resourceSpans", "scopeSpans", "spans", Span());

    /// <summary><c>ExportMetricsServiceRequest</c>.</summary>
    public static MessageShape Metrics { get; } = Export("resourceMetrics", "scopeMetrics", "metrics", Metric());

    /// <summary><c>ExportLogsServiceRequest</c>.</summary>
    public static MessageShape Logs { get; } = Export("resourceLogs", "scopeLogs", "logRecords", LogRecord());

    private static MessageShape Export(string resources, string scopes, string items, MessageShape item) => new((resources, Many(1, new(
        ("resource", One(1, Resource)),
        (scopes, Many(2, new(("scope", One(1, Scope)), (items, Many(2, item)), ("schemaUrl", Text(3))))),
        ("schemaUrl", Text(3))))));

    private static MessageShape Span() => new(
        ("traceId", Hex(1)), ("spanId", Hex(2)), ("traceState", Text(3)), ("parentSpanId", Hex(4)), ("name", Text(5)), ("kind", Word(6)),
        ("startTimeUnixNano", Fixed64(7)), ("endTimeUnixNano", Fixed64(8)), ("attributes", Many(9, KeyValue)), ("droppedAttributesCount", Whole(10)),
        ("events", Many(11, new(("timeUnixNano", Fixed64(1)), ("name", Text(2)), ("attributes", Many(3, KeyValue)), ("droppedAttributesCount", Whole(4))))),
        ("droppedEventsCount", Whole(12)),
        ("links", Many(13, new(
            ("traceId", Hex(1)), ("spanId", Hex(2)), ("traceState", Text(3)), ("attributes", Many(4, KeyValue)), ("droppedAttributesCount", Whole(5)), ("flags", Fixed32(6))))),
        ("droppedLinksCount", Whole(14)), ("status", One(15, new(("message", Text(2)), ("code", Word(3))))), ("flags", Fixed32(16)));

    private static MessageShape LogRecord() => new(
        ("timeUnixNano", Fixed64(1)), ("observedTimeUnixNano", Fixed64(11)), ("severityNumber", Word(2)), ("severityText", Text(3)), ("body", One(5, Any)),
        ("attributes", Many(6, KeyValue)), ("droppedAttributesCount", Whole(7)), ("flags", Fixed32(8)), ("traceId", Hex(9)), ("spanId", Hex(10)), ("eventName", Text(12)));

    private static MessageShape Metric()
    {
        var numbers = Many(1, new(
            ("attributes", Many(7, KeyValue)), ("startTimeUnixNano", Fixed64(2)), ("timeUnixNano", Fixed64(3)), ("asDouble", Double(4)), ("asInt", Fixed64(6)),
            ("exemplars", Many(5, Exemplar)), ("flags", Whole(8))));
        var buckets = new MessageShape(("offset", new(1, FieldKind.Zigzag)), ("bucketCounts", new(2, FieldKind.Whole, Many: true)));
        var histogram = new MessageShape(
            ("attributes", Many(9, KeyValue)), ("startTimeUnixNano", Fixed64(2)), ("timeUnixNano", Fixed64(3)), ("count", Fixed64(4)), ("sum", Double(5)),
            ("bucketCounts", new(6, FieldKind.Fixed64, Many: true)), ("explicitBounds", new(7, FieldKind.Double, Many: true)),
            ("exemplars", Many(8, Exemplar)), ("flags", Whole(10)), ("min", Double(11)), ("max", Double(12)));
        var exponential = new MessageShape(
            ("attributes", Many(1, KeyValue)), ("startTimeUnixNano", Fixed64(2)), ("timeUnixNano", Fixed64(3)), ("count", Fixed64(4)), ("sum", Double(5)),
            ("scale", new(6, FieldKind.Zigzag)), ("zeroCount", Fixed64(7)), ("positive", One(8, buckets)), ("negative", One(9, buckets)), ("flags", Whole(10)),
            ("exemplars", Many(11, Exemplar)), ("min", Double(12)), ("max", Double(13)), ("zeroThreshold", Double(14)));
        var summary = new MessageShape(
            ("attributes", Many(7, KeyValue)), ("startTimeUnixNano", Fixed64(2)), ("timeUnixNano", Fixed64(3)), ("count", Fixed64(4)), ("sum", Double(5)),
            ("quantileValues", Many(6, new(("quantile", Double(1)), ("value", Double(2))))), ("flags", Whole(8)));
        return new(
            ("name", Text(1)), ("description", Text(2)), ("unit", Text(3)), ("gauge", One(5, new(("dataPoints", numbers)))),
            ("sum", One(7, new(("dataPoints", numbers), ("aggregationTemporality", Word(2)), ("isMonotonic", new(3, FieldKind.Flag))))),
            ("histogram", One(9, new(("dataPoints", Many(1, histogram)), ("aggregationTemporality", Word(2))))),
            ("exponentialHistogram", One(10, new(("dataPoints", Many(1, exponential)), ("aggregationTemporality", Word(2))))),
            ("summary", One(11, new(("dataPoints", Many(1, summary))))), ("metadata", Many(12, KeyValue)));
    }

    private static FieldShape Text(int number) => new(number, FieldKind.Text);

    private static FieldShape Hex(int number) => new(number, FieldKind.Hex);

    private static FieldShape Whole(int number) => new(number, FieldKind.Whole);

    private static FieldShape Word(int number) => new(number, FieldKind.Enumeration);

    private static FieldShape Fixed64(int number) => new(number, FieldKind.Fixed64);

    private static FieldShape Fixed32(int number) => new(number, FieldKind.Fixed32);

    private static FieldShape Double(int number) => new(number, FieldKind.Double);

    private static FieldShape One(int number, MessageShape inner) => new(number, FieldKind.Message, false, inner);

    private static FieldShape Many(int number, MessageShape inner) => new(number, FieldKind.Message, true, inner);
}
