/** llama-cpp-python's server, whose scores of a prompt are each of the token one place before: a recorded exchange, played back. */
import { readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import type { ToyRequest } from "@resonance-rope/toy-server";
import { expect, test } from "vitest";
import { connectToy, startToy } from "./toy-model.js";

interface Recorded {
  readonly path: string;
  /** Null for a GET. */
  readonly body: ToyRequest["body"] | null;
  readonly status: number;
  readonly answer: object;
}

const file = new URL("../vectors/llama-cpp-python.json", import.meta.url);
const { exchange } = JSON.parse(readFileSync(file, "utf8")) as { readonly exchange: readonly Recorded[] };
const notFound: Pick<Recorded, "status" | "answer"> = { status: 404, answer: { detail: "Not Found" } };
const wordsOf = new Map(
  exchange.flatMap(({ path, body, answer }) =>
    path === "/extras/tokenize" ? [[JSON.stringify((answer as { tokens: number[] }).tokens), body?.["input"]]] : [],
  ),
);

/** @param takesIds answers a prompt of token ids with what was recorded for their text. */
async function playBack(takesIds: boolean) {
  const recordedFor = ({ path, body }: ToyRequest): Pick<Recorded, "status" | "answer"> => {
    const isIds = Array.isArray(body["prompt"]);
    const prompt = isIds && takesIds ? wordsOf.get(JSON.stringify(body["prompt"])) : body["prompt"];
    const same = (recorded: Recorded): boolean => {
      if (recorded.path !== path) return false;
      // One refusal stands for the others: it only tells the ids back.
      if (isIds && !takesIds) return recorded.status === 500;
      const asked = recorded.body ?? {};
      return (
        ["input", "tokens", "echo"].every((key) => isDeepStrictEqual(asked[key], body[key])) &&
        asked["prompt"] === prompt
      );
    };
    return exchange.find(same) ?? notFound;
  };
  const server = await startToy({
    kind: "echo",
    misbehave(request, response) {
      const { status, answer } = recordedFor(request);
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(answer));
      return true;
    },
  });
  return connectToy(server);
}

test("as it is, it refuses token ids, so it is not asked for scores, and generates from texts", async () => {
  const model = await playBack(false);
  expect(model.capabilities.noLogProbabilities).toBe("it refuses a prompt of token ids with logprobs");
  const tokens = await model.tokenize("The capital of France is Paris");
  await expect(model.logProbabilities(tokens, 1)).rejects.toMatchObject({ kind: "unavailable" });
  const { text } = await model.generate(tokens.slice(0, -1), { maxTokens: 1, temperature: 0 });
  expect(text).toBe(" Paris");
});

test("were it to take token ids, its shifted scores would be noticed by the first token", async () => {
  const model = await playBack(true);
  // -0.26 is llama.cpp's ln p(" Paris" | "The capital of France is"), and -8.45 of a second " Paris" after it.
  expect(model.capabilities.noLogProbabilities).toBe(
    "its log-probabilities of a prompt belong to other tokens: one generated at -0.26 nats is scored at -8.45",
  );
});
