/** An inference server's answers, one file each, with the status in its first line: met, asked for scores and for a text. */
import { type HttpTransport, openaiCompatible } from "@resonance-rope/llm-eval";
import { nodeHttpTransport } from "@resonance-rope/llm-eval/node";
import { randomSource } from "@resonance-rope/contracts";
import { type ToyKind, toyServer, toyTokens } from "@resonance-rope/toy-server";
import { type Border, type Files, textOf } from "../src/border.js";

const kinds: readonly ToyKind[] = ["vllm", "sglang", "echo", "llama.cpp", "llama-cpp-python"];
const timeLimitSeconds = 600;

export const border: Border = {
  refuses: ["unavailable"],
  share: 1 / 5,
  words: ["200", "404", "500", "{}", "[]", '"tokens"', '"logprobs"', '"choices"', '{"tokens":[0]}'],
  seeds: () => Promise.all(kinds.map(recorded)),
  read: (files) => converse("http://127.0.0.1:1/v1", replaying(files)),
};

async function converse(url: string, transport: HttpTransport): Promise<void> {
  const model = await openaiCompatible(url, {
    transport,
    random: randomSource(1),
    contextLength: 64,
    timeLimitSeconds,
    clock,
  });
  const tokens = toyTokens("resonance");
  const { text } = await model.generate(tokens, { maxTokens: 2, temperature: 0, stop: ["x"] });
  if (typeof text !== "string") throw new Error("an answer without its text");
  await model.detokenize(await model.tokenize("whole"));
  if (model.capabilities.noLogProbabilities !== null) return;
  const scores = await model.logProbabilities(tokens, 1);
  if (scores.length !== tokens.length - 1) throw new Error(`${scores.length} scores of ${tokens.length} tokens`);
  if (!scores.every((score) => score <= 0)) throw new Error(`scores of ${scores.join(", ")}`);
}

/** Waits between attempts take no time, and a request's limit is never over. */
const clock = {
  now: () => 0,
  sleep: (milliseconds: number): Promise<void> =>
    milliseconds === timeLimitSeconds * 1000 ? new Promise(() => undefined) : Promise.resolve(),
};

/** The answers of a conversation with a real one, each under its number and path. */
async function recorded(kind: ToyKind): Promise<Files> {
  const toy = await toyServer({ kind });
  const files = new Map<string, Uint8Array>();
  try {
    await converse(toy.url, async (request) => {
      const response = await nodeHttpTransport(request);
      const answer = Buffer.concat([Buffer.from(`${response.status}\n`), response.body]);
      files.set(nameOf(request.url, files), answer);
      return response;
    });
  } finally {
    await toy.close();
  }
  return files;
}

/** Answers in their order; whoever asks more often gets the last of that path again. */
function replaying(files: Files): HttpTransport {
  const asked = new Map<string, Uint8Array>();
  return ({ url }) => {
    const name = nameOf(url, asked);
    const path = pathOf(url);
    const last = [...files.keys()].findLast((each) => each.endsWith(path)) ?? "";
    asked.set(name, new Uint8Array());
    const [, status = "", body = ""] = /^(\d{3})\n(.*)$/su.exec(textOf(files, files.has(name) ? name : last)) ?? [];
    return Promise.resolve({
      status: status === "" ? 404 : Number(status),
      headers: {},
      body: new TextEncoder().encode(body),
      isFirst: asked.size === 1,
    });
  };
}

const pathOf = (url: string): string => new URL(url).pathname.replaceAll("/", "_");
const nameOf = (url: string, before: ReadonlyMap<string, unknown>): string =>
  `${String([...before.keys()].filter((name) => name.endsWith(pathOf(url))).length)}${pathOf(url)}`;
