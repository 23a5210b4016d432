// OpenTelemetry JS: traces, metrics and logs by http/protobuf, http/json and gRPC, and what is read back.
import { apiKey, equal, finish, load, root, run } from "./kit.mjs";
const { BasicTracerProvider, SimpleSpanProcessor } = load("@opentelemetry/sdk-trace-base");
const { MeterProvider, PeriodicExportingMetricReader } = load("@opentelemetry/sdk-metrics");
const { LoggerProvider, SimpleLogRecordProcessor } = load("@opentelemetry/sdk-logs");
const { resourceFromAttributes } = load("@opentelemetry/resources");
const { SpanKind, SpanStatusCode, trace, context } = load("@opentelemetry/api");
const resource = resourceFromAttributes({ "service.name": "js" });
const headers = { authorization: `Bearer ${apiKey}` };

function exporter(signal, kind, encoding, compression = "none") {
  const type = load(`@opentelemetry/exporter-${signal}-otlp-${encoding}`)[kind];
  if (encoding !== "grpc") return new type({ url: `${root}/v1/${signal === "trace" ? "traces" : signal}`, headers, compression });
  const metadata = new (load("@grpc/grpc-js").Metadata)();
  metadata.set("authorization", headers.authorization);
  return new type({ url: root, metadata, compression });
}

// Keeps what the inner exporter's callbacks said.
function watched(inner, seen) {
  const send = inner.export.bind(inner);
  inner.export = (items, done) => send(items, (result) => { seen.push(result.code === 0 ? "ok" : `${result.error?.message} ${result.error?.data ?? ""}`); done(result); });
  return inner;
}

async function read(path) {
  const answer = await fetch(root + path, { headers });
  return answer.ok ? answer.text() : `HTTP ${answer.status}`;
}

for (const encoding of ["proto", "http", "grpc"]) {
  for (const compression of ["none", "gzip"]) {
    await run(`traces ${encoding} ${compression}`, async () => {
      const seen = [];
      const provider = new BasicTracerProvider({ resource, spanProcessors: [new SimpleSpanProcessor(watched(exporter("trace", "OTLPTraceExporter", encoding, compression), seen))] });
      const tracer = provider.getTracer("tests");
      const parent = tracer.startSpan("invoke_agent planner", { attributes: { "gen_ai.operation.name": "invoke_agent", "user.id": "u" } });
      const child = tracer.startSpan("chat m", {
        kind: SpanKind.CLIENT, links: [{ context: parent.spanContext() }],
        attributes: { "gen_ai.operation.name": "chat", "gen_ai.request.model": "m", "gen_ai.usage.input_tokens": 12, "gen_ai.usage.output_tokens": 34, "gen_ai.response.finish_reasons": ["stop"], ratio: 0.5, flag: true },
      }, trace.setSpan(context.active(), parent));
      child.addEvent("moment", { "k": "v" });
      child.recordException(new Error("no weather"));
      child.setStatus({ code: SpanStatusCode.ERROR, message: "no weather" });
      child.end();
      parent.end();
      await provider.forceFlush();
      await provider.shutdown();
      equal(seen, ["ok", "ok"]);
      const back = JSON.parse(await read(`/strata/v1/traces/${child.spanContext().traceId}`));
      equal(back.spans.map((s) => s.name).sort(), ["chat m", "invoke_agent planner"]);
      const chat = back.spans.find((s) => s.name === "chat m");
      equal([chat.parent_id, chat.status, back.summary.input_tokens, back.summary.output_tokens], [parent.spanContext().spanId, "error", 12, 34]);
    });
  }
  await run(`metrics ${encoding}`, async () => {
    const seen = [];
    const reader = new PeriodicExportingMetricReader({ exporter: watched(exporter("metrics", "OTLPMetricExporter", encoding), seen), exportIntervalMillis: 3600_000 });
    const provider = new MeterProvider({ resource: resourceFromAttributes({ "service.name": `js-${encoding}` }), readers: [reader] });
    const meter = provider.getMeter("tests");
    meter.createCounter("js.requests", { unit: "{request}" }).add(3, { model: "m" });
    meter.createUpDownCounter("js.open").add(-1);
    const took = meter.createHistogram("js.took", { unit: "s", advice: { explicitBucketBoundaries: [0.1, 1] } });
    [0.05, 0.5, 5].forEach((value) => took.record(value));
    await provider.shutdown();
    equal(seen, ["ok"]);
    const text = await read("/strata/v1/metrics");
    for (const line of [`js_requests_total{job="js-${encoding}",model="m"} 3`, `js_open{job="js-${encoding}"} -1`, `js_took_seconds_bucket{job="js-${encoding}",le="1"} 2`]) {
      if (!text.includes(line)) throw new Error(`lacks ${line}:\n${text}`);
    }
  });
  await run(`logs ${encoding}`, async () => {
    const seen = [];
    const provider = new LoggerProvider({ resource, processors: [new SimpleLogRecordProcessor(watched(exporter("logs", "OTLPLogExporter", encoding), seen))] });
    const spanContext = { traceId: `${encoding.length}`.repeat(32), spanId: "00000000000000ab", traceFlags: 1 };
    provider.getLogger("tests").emit({ severityNumber: 13, severityText: "WARN", body: { text: "careful" }, eventName: "js.event", context: trace.setSpanContext(context.active(), spanContext) });
    await provider.shutdown();
    equal(seen, ["ok"]);
    const back = JSON.parse(await read(`/strata/v1/traces/${spanContext.traceId}`));
    equal(back.spans.some((s) => s.name === "js.event"), true);
  });
}

await run("a wrong key is told", async () => {
  const seen = [];
  const bad = new (load("@opentelemetry/exporter-trace-otlp-proto").OTLPTraceExporter)({ url: `${root}/v1/traces`, headers: { authorization: "Bearer sk-wrong" } });
  const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(watched(bad, seen))] });
  provider.getTracer("tests").startSpan("a").end();
  await provider.forceFlush();
  equal([seen.length, seen[0] !== "ok"], [1, true]);
});

finish();
