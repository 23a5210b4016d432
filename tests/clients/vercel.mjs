// The unmodified npm package ai with its providers for OpenAI (chat and responses) and Anthropic.
import { apiKey, city, drain, equal, finish, load, root, run, said, thrown, ways } from "./kit.mjs";
const { APICallError, generateText, jsonSchema, streamText, tool } = load("ai");
const openai = load("@ai-sdk/openai").createOpenAI({ baseURL: root + "/v1", apiKey });
const anthropic = load("@ai-sdk/anthropic").createAnthropic({ baseURL: root + "/v1", apiKey });
const makers = { chat: (name) => openai.chat(name), responses: (name) => openai.responses(name), anthropic: (name) => anthropic(name) };
const tools = { weather: tool({ description: "The weather of a city", inputSchema: jsonSchema(city) }) };
const onError = () => {};

for (const [maker, model] of Object.entries(makers)) {
  for (const way of ways) {
    const ask = (name, more = {}) => ({ model: model(way + name), prompt: "hello there", maxRetries: 0, maxOutputTokens: 100, ...more });

    await run(`${maker} ${way}plain`, async () => {
      const answer = await generateText(ask("scn-echo"));
      equal([answer.text, answer.finishReason, answer.usage.outputTokens], [said, "stop", 9]);
    });

    await run(`${maker} ${way}streaming`, async () => {
      const answer = streamText(ask("scn-echo"));
      equal(await drain(answer.textStream, (t) => t), said);
      equal([await answer.finishReason, (await answer.usage).outputTokens], ["stop", 9]);
    });

    if (maker !== "responses") {
      await run(`${maker} ${way}tools`, async () => {
        const plain = await generateText(ask("scn-tools", { tools }));
        equal([plain.finishReason, plain.toolCalls[0].toolName, plain.toolCalls[0].input], ["tool-calls", "weather", { city: "Paris" }]);
        const streamed = streamText(ask("scn-tools", { tools }));
        await drain(streamed.fullStream, () => "");
        equal((await streamed.toolCalls)[0].input, { city: "Paris" });
      });
    }

    await run(`${maker} ${way}errors`, async () => {
      const unknown = await thrown(() => generateText(ask("scn-nomodel")));
      equal([APICallError.isInstance(unknown), unknown.statusCode], [true, 404]);
    });

    await run(`${maker} ${way}broken stream`, async () => {
      for (const name of ["scn-cleancut", "scn-truncate", "scn-error-in-stream"]) {
        let errors = 0, finish;
        const parts = streamText(ask(name, { onError })).fullStream;
        await drain(parts, (p) => ((errors += p.type === "error" ? 1 : 0), (finish = p.type === "finish" ? p.finishReason : finish), "")).catch(() => errors++);
        equal([name, errors > 0, finish === "stop"], [name, true, false]);
      }
    });

    await run(`${maker} ${way}cancel`, async () => {
      const leave = new AbortController();
      const { textStream } = streamText(ask("scn-wait", { abortSignal: leave.signal, onError }));
      await drain(textStream, (t) => (leave.abort(), t)).catch(() => {});
      equal(leave.signal.aborted, true);
    });
  }
}

finish();
