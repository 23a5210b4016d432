// What the scripted conversations of unmodified npm clients share. Prints PASS or FAIL per case; the exit code is the number of failures.
// Environment: ROOT (http://host:port), API_KEY, and NODE_MODULES, the folder that holds the packages.
import { createRequire } from "node:module";
export const load = createRequire(process.env.NODE_MODULES + "/");
export const root = process.env.ROOT;
export const apiKey = process.env.API_KEY;
export const said = "You said: hello there one two three four five";
export const city = { type: "object", properties: { city: { type: "string" } }, required: ["city"] };
// A provider of the client's own dialect (a bare name), and one of OpenAI's, whose answers are translated where that is another.
export const ways = ["", "oa/"];
let failed = 0;

export async function run(name, test) {
  try {
    await test();
    console.log(`PASS ${name}`);
  } catch (error) {
    failed++;
    console.log(`FAIL ${name}: ${error.stack}`);
  }
}

export function equal(actual, expected) {
  if (JSON.stringify(actual) !== JSON.stringify(expected)) throw new Error(`expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`);
}

export async function thrown(work) {
  const error = await work().then((value) => ({ none: value }), (e) => e);
  if (!(error instanceof Error)) throw new Error(`no error, but ${JSON.stringify(error.none)}`);
  return error;
}

// Reads a stream to its end, or until `enough` says so.
export async function drain(stream, text, enough = () => false) {
  let all = "";
  for await (const part of stream) {
    all += text(part) ?? "";
    if (enough(all)) break;
  }
  return all;
}

export const finish = () => process.exit(failed);
