// A scripted conversation of the unmodified npm client: plain, streaming, stop, error, cancel. Prints PASS or FAIL per case.
// Environment: BASE_URL, API_KEY, and NODE_MODULES, the folder that holds the package.
import { createRequire } from "node:module";
const OpenAI = createRequire(process.env.NODE_MODULES + "/")("openai").default;
const client = new OpenAI({ baseURL: process.env.BASE_URL, apiKey: process.env.API_KEY, maxRetries: 0 });
const user = (content) => [{ role: "user", content }];
let failed = 0;

async function run(name, test) {
  try {
    await test();
    console.log(`PASS ${name}`);
  } catch (error) {
    failed++;
    console.log(`FAIL ${name}: ${error.message}`);
  }
}

function equal(actual, expected) {
  if (actual !== expected) throw new Error(`expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`);
}

await run("plain", async () => {
  const answer = await client.chat.completions.create({ model: "echo", messages: user("hello there") });
  equal(answer.choices[0].message.content, "You said: hello there");
  equal(answer.choices[0].finish_reason, "stop");
  equal(answer.usage.completion_tokens, 4);
});

await run("streaming", async () => {
  let text = "", usage, finish;
  const stream = await client.chat.completions.create({ model: "echo", messages: user("one two"), stream: true, stream_options: { include_usage: true } });
  for await (const chunk of stream) {
    text += chunk.choices[0]?.delta?.content ?? "";
    finish = chunk.choices[0]?.finish_reason ?? finish;
    usage = chunk.usage ?? usage;
  }
  equal(text, "You said: one two");
  equal(finish, "stop");
  equal(usage.completion_tokens, 4);
});

await run("stop", async () => {
  const answer = await client.chat.completions.create({ model: "echo", messages: user("one two three"), stop: ["two"] });
  equal(answer.choices[0].message.content.trimEnd(), "You said: one");
});

await run("error", async () => {
  const error = await client.chat.completions.create({ model: "nobody", messages: user("hi") }).then(() => null, (e) => e);
  equal(error instanceof OpenAI.NotFoundError, true);
  equal(error.code, "model_not_found");
});

await run("broken stream", async () => {
  const stream = await client.chat.completions.create({ model: "boom", messages: user("hi"), stream: true });
  const error = await (async () => { for await (const _ of stream); })().then(() => null, (e) => e);
  equal(error instanceof Error, true);
});

await run("cancel", async () => {
  const stream = await client.chat.completions.create({ model: "slow", messages: user("hi"), stream: true });
  for await (const _ of stream) break;
  equal(stream.controller.signal.aborted, true);
});

process.exit(failed);
