// The unmodified @langchain/openai and @langchain/anthropic.
import { apiKey, city, drain, equal, finish, load, root, run, said, thrown, ways } from "./kit.mjs";
const { ChatOpenAI } = load("@langchain/openai");
const { ChatAnthropic } = load("@langchain/anthropic");
const makers = {
  openai: (model) => new ChatOpenAI({ model, apiKey, maxRetries: 0, configuration: { baseURL: root + "/v1" } }),
  anthropic: (model) => new ChatAnthropic({ model, apiKey, maxRetries: 0, maxTokens: 100, anthropicApiUrl: root }),
};
const tools = [{ name: "weather", description: "The weather of a city", schema: city }];
const words = (chunk) => (typeof chunk.content === "string" ? chunk.content : chunk.content.map((b) => b.text ?? "").join(""));

for (const [maker, model] of Object.entries(makers)) {
  for (const way of ways) {
    await run(`${maker} ${way}plain`, async () => {
      const answer = await model(way + "scn-echo").invoke("hello there");
      equal([words(answer), answer.usage_metadata.input_tokens, answer.usage_metadata.output_tokens], [said, 2, 9]);
    });

    await run(`${maker} ${way}streaming`, async () => {
      let usage = 0;
      const text = await drain(await model(way + "scn-echo").stream("hello there"), (chunk) => ((usage = chunk.usage_metadata?.output_tokens || usage), words(chunk)));
      equal([text, usage], [said, 9]);
    });

    await run(`${maker} ${way}tools`, async () => {
      const answer = await model(way + "scn-tools").bindTools(tools).invoke("hello there");
      equal([answer.tool_calls[0].name, answer.tool_calls[0].args], ["weather", { city: "Paris" }]);
      let whole;
      for await (const chunk of await model(way + "scn-tools").bindTools(tools).stream("hello there")) whole = whole ? whole.concat(chunk) : chunk;
      equal([whole.tool_calls[0].name, whole.tool_calls[0].args], ["weather", { city: "Paris" }]);
    });

    await run(`${maker} ${way}errors`, async () => equal((await thrown(() => model(way + "scn-nomodel").invoke("hi"))).status, 404));

    await run(`${maker} ${way}broken stream`, async () => {
      for (const name of ["scn-cleancut", "scn-truncate", "scn-error-in-stream"]) {
        await thrown(async () => drain(await model(way + name).stream("hello there"), words));
      }
    });

    await run(`${maker} ${way}cancel`, async () => {
      const leave = new AbortController();
      const stream = await model(way + "scn-wait").stream("hello there", { signal: leave.signal });
      await drain(stream, (chunk) => (words(chunk) && leave.abort(), words(chunk))).catch(() => {});
      equal(leave.signal.aborted, true);
    });
  }
}

finish();
