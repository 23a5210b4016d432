// The unmodified @anthropic-ai/sdk.
import { apiKey, city, drain, equal, finish, load, root, run, said, thrown, ways } from "./kit.mjs";
const Anthropic = load("@anthropic-ai/sdk").default;
const client = new Anthropic({ baseURL: root, apiKey, maxRetries: 0 });
const ask = (model, more = {}) => ({ model, max_tokens: 100, messages: [{ role: "user", content: "hello there" }], ...more });
const tools = [{ name: "weather", description: "The weather of a city", input_schema: city }];
const words = (event) => (event.type === "content_block_delta" ? event.delta.text : "");

for (const way of ways) {
  await run(`${way}plain`, async () => {
    const answer = await client.messages.create(ask(way + "scn-echo"));
    equal([answer.content[0].text, answer.stop_reason, answer.usage.input_tokens, answer.usage.output_tokens], [said, "end_turn", 2, 9]);
  });

  await run(`${way}streaming`, async () => {
    const answer = await client.messages.stream(ask(way + "scn-echo")).finalMessage();
    equal([answer.content[0].text, answer.stop_reason, answer.usage.output_tokens], [said, "end_turn", 9]);
  });

  await run(`${way}tools`, async () => {
    const answer = await client.messages.create(ask(way + "scn-tools", { tools }));
    const call = answer.content.find((b) => b.type === "tool_use");
    equal([call.name, call.input, answer.stop_reason], ["weather", { city: "Paris" }, "tool_use"]);
    const rest = [{ role: "assistant", content: answer.content }, { role: "user", content: [{ type: "tool_result", tool_use_id: call.id, content: "sunny" }] }];
    const last = await client.messages.create(ask(way + "scn-echo", { tools, messages: [...ask("").messages, ...rest] }));
    equal(last.content[0].text.startsWith("You said: "), true);
  });

  await run(`${way}streamed tools`, async () => {
    const answer = await client.messages.stream(ask(way + "scn-tools", { tools })).finalMessage();
    const call = answer.content.find((b) => b.type === "tool_use");
    equal([call.name, call.input, answer.stop_reason], ["weather", { city: "Paris" }, "tool_use"]);
  });

  await run(`${way}errors`, async () => {
    const unknown = await thrown(() => client.messages.create(ask(way + "scn-nomodel")));
    equal([unknown instanceof Anthropic.NotFoundError, unknown.error.error.type], [true, "not_found_error"]);
    const limited = await thrown(() => client.messages.create(ask(way + "scn-429.7")));
    equal([limited instanceof Anthropic.RateLimitError, limited.headers.get("retry-after")], [true, "7"]);
  });

  await run(`${way}broken stream`, async () => {
    for (const model of ["scn-cleancut", "scn-truncate", "scn-error-in-stream", "scn-malformed"]) {
      await thrown(async () => drain(await client.messages.create(ask(way + model, { stream: true })), words));
    }
  });

  await run(`${way}cancel`, async () => {
    const stream = await client.messages.create(ask(way + "scn-wait", { stream: true }));
    equal(await drain(stream, words, (text) => text.length > 0), "word0");
  });
}

await run("count tokens", async () => {
  const count = await client.messages.countTokens({ model: "scn-echo", messages: ask("").messages });
  equal(count.input_tokens > 0, true);
});

await run("a wrong key", async () => {
  const refused = await thrown(() => new Anthropic({ baseURL: root, apiKey: "sk-wrong", maxRetries: 0 }).messages.create(ask("scn-echo")));
  equal(refused instanceof Anthropic.AuthenticationError, true);
});

finish();
