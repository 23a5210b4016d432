// The unmodified @google/genai.
import { apiKey, city, drain, equal, finish, load, root, run, said, thrown, ways } from "./kit.mjs";
const { ApiError, GoogleGenAI } = load("@google/genai");
const tools = [{ functionDeclarations: [{ name: "weather", description: "The weather of a city", parametersJsonSchema: city }] }];
const words = (chunk) => chunk.text;

for (const apiVersion of ["v1beta", "v1"]) {
  const { models } = new GoogleGenAI({ apiKey, apiVersion, httpOptions: { baseUrl: root } });
  for (const way of ways) {
    const ask = (model, config = {}) => ({ model: way + model, contents: "hello there", config });

    await run(`${apiVersion} ${way}plain`, async () => {
      const answer = await models.generateContent(ask("scn-echo"));
      equal([answer.text, answer.candidates[0].finishReason, answer.usageMetadata.promptTokenCount, answer.usageMetadata.candidatesTokenCount], [said, "STOP", 2, 9]);
    });

    await run(`${apiVersion} ${way}streaming`, async () => {
      let last;
      const text = await drain(await models.generateContentStream(ask("scn-echo")), (chunk) => ((last = chunk), chunk.text));
      equal([text, last.candidates[0].finishReason, last.usageMetadata.candidatesTokenCount], [said, "STOP", 9]);
    });

    await run(`${apiVersion} ${way}tools`, async () => {
      const answer = await models.generateContent(ask("scn-tools", { tools }));
      equal([answer.functionCalls[0].name, answer.functionCalls[0].args], ["weather", { city: "Paris" }]);
      const calls = [];
      await drain(await models.generateContentStream(ask("scn-tools", { tools })), (chunk) => (calls.push(...(chunk.functionCalls ?? [])), ""));
      equal([calls.length, calls[0].args], [1, { city: "Paris" }]);
    });

    await run(`${apiVersion} ${way}errors`, async () => {
      const unknown = await thrown(() => models.generateContent(ask("scn-nomodel")));
      equal([unknown instanceof ApiError, unknown.status], [true, 404]);
      equal((await thrown(() => models.generateContent(ask("scn-429.7")))).status, 429);
    });

    await run(`${apiVersion} ${way}broken stream`, async () => {
      for (const model of ["scn-cleancut", "scn-truncate", "scn-error-in-stream", "scn-malformed"]) {
        await thrown(async () => drain(await models.generateContentStream(ask(model)), words));
      }
    });

    await run(`${apiVersion} ${way}cancel`, async () => {
      const leave = new AbortController();
      await thrown(async () => drain(await models.generateContentStream(ask("scn-wait", { abortSignal: leave.signal })), (chunk) => (leave.abort(), chunk.text)));
    });
  }
}

await run("a wrong key", async () => {
  const refused = await thrown(() => new GoogleGenAI({ apiKey: "wrong", httpOptions: { baseUrl: root } }).models.generateContent({ model: "scn-echo", contents: "hi" }));
  equal([refused instanceof ApiError, [400, 401, 403].includes(refused.status)], [true, true]);
});

finish();
