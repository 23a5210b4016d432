// The npm package "openai" watched by OpenInference's and OpenLLMetry's instrumentations, all unmodified: what arrives as spans.
import { apiKey, equal, finish, load, root, run } from "./kit.mjs";
const { BasicTracerProvider, SimpleSpanProcessor } = load("@opentelemetry/sdk-trace-base");
const { OTLPTraceExporter } = load("@opentelemetry/exporter-trace-otlp-proto");
const { resourceFromAttributes } = load("@opentelemetry/resources");
const headers = { authorization: `Bearer ${apiKey}` };
const OpenAI = load("openai");
const read = async (path) => (await fetch(root + path, { headers })).json();
const messages = [{ role: "system", content: "Be brief." }, { role: "user", content: "hello there" }];
const [inputNanos, outputNanos] = [1000, 2000]; // what the server's configuration asks for a token of "echo"

// Calls the client while it is watched; the span that arrived, and the tokens and text that the client itself saw.
async function watched(name, Instrumentation, call) {
  const ids = [];
  const keep = { onStart() {}, onEnd(span) { ids.push(span.spanContext().traceId); }, forceFlush: async () => {}, shutdown: async () => {} };
  const exporter = new SimpleSpanProcessor(new OTLPTraceExporter({ url: `${root}/v1/traces`, headers }));
  const provider = new BasicTracerProvider({ resource: resourceFromAttributes({ "service.name": name }), spanProcessors: [exporter, keep] });
  const instrumentation = new Instrumentation({});
  instrumentation.setTracerProvider(provider);
  instrumentation.manuallyInstrument(OpenAI.OpenAI);
  try {
    const seen = await call(new OpenAI.OpenAI({ baseURL: `${root}/v1`, apiKey, maxRetries: 0 }));
    await provider.forceFlush();
    await provider.shutdown();
    equal(ids.length, 1);
    const trace = await read(`/strata/v1/traces/${ids[0]}`);
    equal(trace.spans.length, 1);
    return { seen, span: trace.spans[0], summary: trace.summary };
  } finally {
    instrumentation.disable();
  }
}

async function plain(client) {
  const answer = await client.chat.completions.create({ model: "echo", messages });
  return { text: answer.choices[0].message.content, prompt: answer.usage.prompt_tokens, completion: answer.usage.completion_tokens };
}

async function streamed(client) {
  const seen = { text: "" };
  for await (const chunk of await client.chat.completions.create({ model: "echo", messages, stream: true, stream_options: { include_usage: true } })) {
    seen.text += chunk.choices[0]?.delta?.content ?? "";
    if (chunk.usage) [seen.prompt, seen.completion] = [chunk.usage.prompt_tokens, chunk.usage.completion_tokens];
  }
  return seen;
}

async function responses(client) {
  let usage;
  for await (const event of await client.responses.create({ model: "echo", input: "hello there", stream: true })) usage = event.type === "response.completed" ? event.response.usage : usage;
  return { prompt: usage.input_tokens, completion: usage.output_tokens };
}

function spoken({ seen, span }) {
  equal([span.operation, span.provider, span.model], ["chat", "openai", "echo"]);
  equal(span.messages.map((m) => [m.role, m.content]), [["system", "Be brief."], ["user", "hello there"], ["assistant", seen.text]]);
}

// Every token that the client reported, and the price of these tokens to the billionth.
function counted({ span, summary }, tokens) {
  equal([span.usage.prompt, span.usage.completion], [tokens.prompt, tokens.completion]);
  const nanos = tokens.prompt * inputNanos + tokens.completion * outputNanos;
  equal([span.cost_nanos, span.cost_source, summary.cost_nanos], [nanos, "computed", nanos]);
}

const before = (await read("/strata/v1/telemetry/unmapped-tokens")).data;
const OpenInference = load("@arizeai/openinference-instrumentation-openai").OpenAIInstrumentation;
await run("OpenInference: a chat call", async () => {
  const found = await watched("openinference", OpenInference, plain);
  spoken(found);
  counted(found, found.seen);
});
await run("OpenInference: a streamed chat call, whose tokens this instrumentation does not send", async () => {
  const found = await watched("openinference", OpenInference, streamed);
  spoken(found);
  equal([found.span.usage, found.span.cost_nanos], [undefined, undefined]); // not known, which is not zero
});
await run("OpenInference: a streamed call of Responses", async () => {
  const found = await watched("openinference", OpenInference, responses);
  equal([found.span.model, found.span.messages.map((m) => m.role)], ["echo", ["user", "assistant"]]);
  counted(found, found.seen);
});

const OpenLlmetry = load("@traceloop/instrumentation-openai").OpenAIInstrumentation;
await run("OpenLLMetry: a chat call", async () => {
  const found = await watched("openllmetry", OpenLlmetry, plain);
  spoken(found);
  counted(found, found.seen);
});
await run("OpenLLMetry: a streamed chat call, whose tokens this instrumentation does not send", async () => {
  const found = await watched("openllmetry", OpenLlmetry, streamed);
  spoken(found);
  equal([found.span.usage, found.span.cost_nanos], [undefined, undefined]);
});
await run("nothing was unmapped", async () => equal((await read("/strata/v1/telemetry/unmapped-tokens")).data, before));

finish();
