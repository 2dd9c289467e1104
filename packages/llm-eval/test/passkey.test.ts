import { createHash } from "node:crypto";
import { type RandomSource, randomSource } from "@resonance-rope/contracts";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { fitGarbage } from "../src/passkey/fit-garbage.js";
import { longestGarbage, passkeyPrompt } from "../src/passkey/passkey-prompt.js";
import { drawKey, findsKey, promptOf } from "../src/passkey/passkey-trial.js";
import { passkey } from "../src/passkey/passkey.js";
import { wilsonInterval } from "../src/passkey/wilson-interval.js";
import { promptTokens } from "../src/prompt-tokens.js";
import { answersOf, inOrder, requestsOf } from "./answer-all.js";
import { refused } from "./refused.js";
import { wordModel } from "./word-model.js";

test("a prompt is YaRN's", () => {
  expect(passkeyPrompt({ characters: 30, before: 13, key: 4711 })).toBe(
    `There is an important info hidden inside a lot of irrelevant text. Find it and memorize them. I will quiz you about the important information there.
The grass is 
The pass key is 4711. Remember it. 4711 is the pass key.
The grass is gree
What is the pass key? The pass key is`,
  );
});

// hashlib.sha256("\n".join([task, inf[:p], line, inf[:n - p], question]).encode()), inf = " ".join([garbage] * 10000)
test.each([
  [300, 100, 12345, "9c775c9f9c7b4e9880c4a95fce264b4d6b5c866d81e6447663fe3a29b945dabf"],
  [0, 0, 1, "e25d32df0e95bb25652e2aefe8d15ecf7787f4fff54ffd42a6d67ee933a99a04"],
  [1000, 1000, 50_000, "f0abf44cae68aa3734a82446c07989589f9744ede6113bb168660608ae11a85b"],
  [899_999, 0, 7, "508d7f484f83cdd8a8ff310bcc33ae59bdc20e7ab928e1507f49a8ed3384a990"],
])("%i characters of garbage, %i before the key %i, are Python's to the byte", (characters, before, key, hash) => {
  expect(createHash("sha256").update(passkeyPrompt({ characters, before, key })).digest("hex")).toBe(hash);
});

test("more garbage than YaRN has is refused", () => {
  expect(longestGarbage).toBe(899_999);
  expect(refused(() => passkeyPrompt({ characters: 900_000, before: 0, key: 1 })).message).toContain("at most 899999");
});

// scipy.stats.binomtest(hits, trials).proportion_ci(0.95, method="wilson"), scipy 1.17.1
test.each([
  [0, 1, 0, 0.7934506856227626],
  [1, 1, 0.20654931437723745, 1],
  [0, 20, 0, 0.16112515805281935],
  [1, 20, 0.008881448800795402, 0.23613119344674205],
  [10, 20, 0.2992980081982124, 0.7007019918017876],
  [19, 20, 0.763868806553258, 0.9911185511992047],
  [7, 300, 0.011347660299125234, 0.04737197226827532],
  [123, 1000, 0.10407414325107296, 0.1448112326470356],
])("%i hits of %i have scipy's Wilson interval", (hits, trials, low, high) => {
  const interval = wilsonInterval(hits, trials);
  expect(interval[0]).toBeCloseTo(low, 14);
  expect(interval[1]).toBeCloseTo(high, 14);
});

test("an interval holds its share, lies within 0 and 1, and mirrors that of the misses", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100_000 }), fc.nat(), (trials, some) => {
      const hits = some % (trials + 1);
      const [low, high] = wilsonInterval(hits, trials);
      expect(low >= 0 && low <= hits / trials && hits / trials <= high && high <= 1).toBe(true);
      expect(wilsonInterval(trials - hits, trials)[0]).toBeCloseTo(1 - high, 12);
    }),
  );
});

test.each([
  [" 4711.", true],
  ["4711", true],
  ["04711", true],
  ["47110", false],
  ["471", false],
  ["1 4711", false],
  ["the key", false],
  ["", false],
  ["\u0664\u0667\u0661\u0661", true],
])("the first number of an answer counts: %j", (answer, hit) => {
  expect(findsKey(answer, 4711)).toBe(hit);
});

test("keys are 1 to 50000, both of them drawn", () => {
  expect(drawKey({ ...randomSource(0), integer: () => 0 })).toBe(1);
  expect(drawKey({ ...randomSource(0), integer: (bound) => bound - 1 })).toBe(50_000);
});

test("a place that is drawn is anywhere from before the garbage to after it", () => {
  const drawing = (integer: (bound: number) => number) => {
    const random: RandomSource = { ...randomSource(0), integer, fork: () => random };
    return promptOf({ item: "", length: 300, depth: null, random }, 50)
      .split("\n")
      .map(({ length }) => length);
  };
  expect(drawing(() => 0).slice(1)).toEqual([0, expect.any(Number), 50, 37]);
  expect(drawing((bound) => bound - 1).slice(1)).toEqual([50, expect.any(Number), 0, 37]);
});

test("garbage grows by 128 characters while the prompt stays below the target", async () => {
  const model = wordModel({ startToken: 0 });
  const tokensOf = async (characters: number): Promise<number> =>
    (await promptTokens(model, passkeyPrompt({ characters, before: 0, key: 1 }))).length;
  let start = 0;
  for (const target of [64, 256, 512, 2048]) {
    const characters = await fitGarbage(model, target, start, randomSource(target));
    expect((characters - start) % 128).toBe(0);
    // A cut word counts as a token on either side of the key, and either is one that the probe did not have.
    if (characters > start) expect(await tokensOf(characters)).toBeLessThan(target + 2);
    expect(await tokensOf(characters + 128)).toBeGreaterThan(target - 3);
    start = characters;
    // With one key at one place there is nothing to differ.
    const still = { ...randomSource(0), integer: () => 0 };
    const exact = await fitGarbage(model, target, 0, still);
    expect(await tokensOf(exact)).toBeLessThan(target);
    expect(await tokensOf(exact + 128)).toBeGreaterThanOrEqual(target);
    expect(await fitGarbage(model, await tokensOf(exact + 128), 0, still)).toBe(exact);
  }
});

/** Reads the key where it stands in the last so many characters of the prompt. */
const forgetful = (memory: number) =>
  wordModel({ answer: (prompt) => ` ${/The pass key is (\d+)\. R/u.exec(prompt.slice(-memory))?.[1] ?? "grass"}` });

test("the grid holds every length and depth, and shows where a forgetful model loses the key", async () => {
  const model = forgetful(1500);
  const evaluation = passkey(model, { lengths: [512, 256], depths: [0, 0.5, 1], trials: 4 });
  const { rows, metrics, items } = await evaluation.summarize(inOrder(await answersOf(evaluation, model)));
  expect(rows.map(({ length, depth, hits, trials }) => [length, depth, hits, trials])).toEqual([
    [256, 0, 4, 4],
    [256, 0.5, 4, 4],
    [256, 1, 4, 4],
    [512, 0, 0, 4],
    [512, 0.5, 4, 4],
    [512, 1, 4, 4],
  ]);
  expect(rows[3]).toMatchObject({ accuracy: 0, low: 0, high: wilsonInterval(0, 4)[1] });
  const [low, high] = wilsonInterval(20, 24);
  expect(metrics["accuracy"]).toEqual({ value: 20 / 24, low, high });
  expect(metrics["accuracy@512"]?.value).toBe(8 / 12);
  expect(items).toHaveLength(24);
});

test("without depths every trial has a place and a key of its own, the same at every start", async () => {
  const model = forgetful(1e6);
  const evaluation = (seed: number) => passkey(model, { lengths: [300], seed });
  const requests = await requestsOf(evaluation(0));
  expect(requests).toHaveLength(20);
  expect(
    requests.every((request) => request.type === "text" && request.maxTokens === 10 && request.temperature === 0),
  ).toBe(true);
  expect(new Set(requests.map(({ tokens }) => tokens.join(" "))).size).toBe(20);
  expect(await requestsOf(evaluation(0))).toEqual(requests);
  expect(await requestsOf(evaluation(1))).not.toEqual(requests);
  const { metrics } = await evaluation(0).summarize(inOrder(await answersOf(evaluation(0), model)));
  expect(metrics["accuracy"]?.value).toBe(1);
});

test("trials without an answer are not counted", async () => {
  const model = forgetful(1e6);
  const evaluation = passkey(model, { lengths: [300, 400], trials: 3 });
  const answers = await answersOf(evaluation, model);
  const some = await evaluation.summarize(inOrder(answers.slice(1, 3)));
  expect(some.rows).toHaveLength(1);
  expect(some.metrics["accuracy"]?.low).toBe(wilsonInterval(2, 2)[0]);
  expect(await evaluation.summarize(inOrder([]))).toEqual({ metrics: {}, rows: [], items: [] });
});

test("a length that even a prompt without garbage does not stay below is refused", async () => {
  const model = wordModel({ startToken: 0 });
  const least = (await promptTokens(model, passkeyPrompt({ characters: 0, before: 0, key: 1 }))).length;
  const letters = {
    ...model,
    tokenize: (text: string) => Promise.resolve(Array.from(text, (letter) => letter.charCodeAt(0))),
  };
  expect(await fitGarbage(model, least + 1, 0, randomSource(0))).toBe(0);
  await expect(fitGarbage(model, least, 0, randomSource(0))).rejects.toThrow(`a length above ${least} tokens`);
  await expect(requestsOf(passkey(letters, { lengths: [128, 1024] }))).rejects.toThrow("got 128");
});

test("options that make no trial are refused", () => {
  for (const wrong of [
    { lengths: [] },
    { lengths: [8] },
    { lengths: [256], depths: [2] },
    { lengths: [256], trials: 0 },
  ]) {
    expect(refused(() => passkey(wordModel(), wrong)).kind).toBe("invalid-argument");
  }
});
