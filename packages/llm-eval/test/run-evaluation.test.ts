import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Clock } from "../src/clock.js";
import { estimateEvaluation } from "../src/estimate-evaluation.js";
import { type EvaluationProgress, runEvaluation } from "../src/run-evaluation.js";
import { evaluationOf, inMemoryStore, scoring, toyLanguageModel } from "./in-memory.js";

const requests = scoring(10);
const evaluation = evaluationOf(requests);
const undisturbed = await runEvaluation(evaluation, toyLanguageModel(), inMemoryStore());

test("a report says of which model and protocol it is, and each answer is stored as it came", async () => {
  expect(undisturbed).toMatchObject({
    version: 1,
    evaluation: "perplexity",
    model: { name: "toy", fingerprint: "toy 1" },
    protocol: { texts: 10 },
  });
  expect(undisturbed.rows).toHaveLength(10);
  const store = inMemoryStore();
  await runEvaluation(evaluation, toyLanguageModel(), store, { concurrency: 1 });
  expect(store.all.map(({ item }) => item)).toEqual(requests.map(({ item }) => item));
  expect(store.all[4]).toMatchObject({ type: "log-probabilities", seconds: expect.any(Number) });
});

test("whatever is answered, in whatever order and by however many at once, the report is the same", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(fc.integer({ min: 0, max: 9 })),
      fc.integer({ min: 1, max: 20 }),
      fc.infiniteStream(fc.integer({ min: 0, max: 3 })),
      async (before, concurrency, delays) => {
        const full = inMemoryStore();
        await runEvaluation(evaluation, toyLanguageModel(), full);
        const store = inMemoryStore(before.map((index) => full.all[index] ?? expect.fail()));
        const plain = toyLanguageModel();
        const model = toyLanguageModel({
          async logProbabilities(tokens, from) {
            const turns = delays.next().value as number;
            for (let turn = 0; turn < turns; turn++) await new Promise(setImmediate);
            return plain.logProbabilities(tokens, from);
          },
        });
        expect(await runEvaluation(evaluation, model, store, { concurrency })).toEqual(undisturbed);
        expect(plain.asked).toHaveLength(10 - before.length);
      },
    ),
    { numRuns: 50, seed: 6 },
  );
});

test("never more requests are in flight than were allowed, and so many are", async () => {
  let inFlight = 0;
  let most = 0;
  const plain = toyLanguageModel();
  const model = toyLanguageModel({
    async logProbabilities(tokens, from) {
      most = Math.max(most, (inFlight += 1));
      await new Promise(setImmediate);
      inFlight -= 1;
      return plain.logProbabilities(tokens, from);
    },
  });
  await runEvaluation(evaluation, model, inMemoryStore(), { concurrency: 3 });
  expect(most).toBe(3);
});

test("an error keeps what was answered, stops the others, and the next start asks for the rest alone", async () => {
  const store = inMemoryStore();
  const plain = toyLanguageModel();
  let stopped = 0;
  let asked = 0;
  const failing = toyLanguageModel({
    async logProbabilities(tokens, from, { signal } = {}) {
      asked += 1;
      if (asked <= 4) return plain.logProbabilities(tokens, from);
      if (asked === 6)
        await new Promise((_, reject) => {
          signal?.addEventListener("abort", () => reject((stopped += 1)));
        });
      await new Promise(setImmediate);
      throw new Error("the server is gone");
    },
  });
  await expect(runEvaluation(evaluation, failing, store, { concurrency: 2 })).rejects.toThrow("the server is gone");
  expect(store.all.length).toBe(4);
  expect(stopped).toBe(1);
  expect(await runEvaluation(evaluation, plain, store)).toEqual(undisturbed);
  expect(plain.asked).toHaveLength(10);
});

test("a signal stops it with its reason, between two answers", async () => {
  const store = inMemoryStore();
  const stop = new AbortController();
  const onProgress = ({ answered }: EvaluationProgress): void => {
    if (answered === 3) stop.abort(new Error("stopped"));
  };
  const options = { signal: stop.signal, onProgress, concurrency: 1 };
  await expect(runEvaluation(evaluation, toyLanguageModel(), store, options)).rejects.toThrow("stopped");
  expect(store.all).toHaveLength(3);
});

test("a limit asks for the first items alone, says so, and leaves later answers out", async () => {
  const store = inMemoryStore();
  const first = await runEvaluation(evaluation, toyLanguageModel(), store, { limit: 3 });
  expect(first.rows).toHaveLength(3);
  expect(first.protocol).toEqual({ texts: 10, limit: 3 });
  expect(await runEvaluation(evaluation, toyLanguageModel(), store)).toEqual(undisturbed);
  expect((await runEvaluation(evaluation, toyLanguageModel(), store, { limit: 3 })).rows).toEqual(first.rows);
});

test.for([
  ["a prompt longer than the context", [{ ...requests[0], tokens: Array(101).fill(1) }], "101 in text/0"],
  [
    "an answer longer than the context",
    [{ type: "text", item: "a", tokens: [1], maxTokens: 100, temperature: 0 }],
    "101",
  ],
  ["an empty prompt", [{ ...requests[0], tokens: [] }], "none in text/0"],
  ["a first scored token that nothing precedes", [{ ...requests[0], from: 0 }], "0"],
  ["two items of one name", [requests[0], requests[1], requests[0]], "text/0 twice"],
] as const)("%s is refused before anything is asked", async ([, bad, received]) => {
  const model = toyLanguageModel();
  const all = [...requests.slice(2), ...bad] as typeof requests;
  const refused = runEvaluation(evaluationOf(all), model, inMemoryStore());
  await expect(refused).rejects.toMatchObject({
    kind: "invalid-argument",
    received: expect.stringContaining(received),
  });
  expect(model.asked).toEqual([]);
});

test("a model that gives no log-probabilities is refused with its reason, before anything is asked", async () => {
  const model = toyLanguageModel({ capabilities: { noLogProbabilities: "echo is ignored", concurrency: 1 } });
  await expect(runEvaluation(evaluation, model, inMemoryStore())).rejects.toMatchObject({
    kind: "unavailable",
    received: "echo is ignored",
  });
});

test.for([
  ["too few", () => [-1]],
  ["NaN among them", (count: number) => [NaN, ...Array(count - 1).fill(-1)]],
  ["a share above 1", (count: number) => [0.1, ...Array(count - 1).fill(-1)]],
] as const)("of scores, %s are never stored", async ([, wrong]) => {
  const store = inMemoryStore();
  const model = toyLanguageModel({
    logProbabilities: (tokens, from) => Promise.resolve(Float64Array.from(wrong(tokens.length - from))),
  });
  await expect(runEvaluation(evaluation, model, store)).rejects.toMatchObject({ kind: "unavailable" });
  expect(store.all).toEqual([]);
});

test("progress counts every answer, and the time left is that of the rest at the rate so far", async () => {
  let milliseconds = 0;
  const clock: Clock = { now: () => milliseconds, sleep: () => Promise.resolve() };
  const plain = toyLanguageModel();
  const model = toyLanguageModel({
    logProbabilities(tokens, from) {
      milliseconds += 100 * tokens.length;
      return plain.logProbabilities(tokens, from);
    },
  });
  const seen: EvaluationProgress[] = [];
  const onProgress = (progress: EvaluationProgress): number => seen.push(progress);
  await runEvaluation(evaluation, model, inMemoryStore(), { clock, onProgress, concurrency: 1 });
  expect(seen.map(({ answered }) => answered)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  // 13 bytes a text, 10 a second.
  expect(seen[4]).toEqual({ answered: 4, items: 10, tokensPerSecond: 10, secondsLeft: 7.8 });
  expect(seen.at(-1)?.secondsLeft).toBe(0);
  const estimate = await estimateEvaluation(evaluation, model, new Set(["text/0"]), { clock });
  expect(estimate).toEqual({ items: 10, unanswered: 9, tokens: 117, tokensPerSecond: 10, seconds: 11.7 });
});
