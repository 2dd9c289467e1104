import { expect, test } from "vitest";
import { estimateEvaluation } from "../src/estimate-evaluation.js";
import { evaluationOf, scoring, toyLanguageModel } from "./in-memory.js";

const clock = { now: () => 0, sleep: () => Promise.resolve() };

test("what is answered already is not asked to know the rate, and all of it takes no time", async () => {
  const requests = scoring(3);
  const model = toyLanguageModel();
  const [first, second, third] = requests;
  await estimateEvaluation(evaluationOf(requests), model, new Set([first?.item ?? ""]), { clock });
  expect(model.asked).toEqual([second?.tokens]);
  const all = new Set([first, second, third].map((request) => request?.item ?? ""));
  expect(await estimateEvaluation(evaluationOf(requests), model, all, { clock })).toEqual({
    items: 3,
    unanswered: 0,
    tokens: 0,
    tokensPerSecond: 0,
    seconds: 0,
  });
  expect(model.asked).toHaveLength(1);
});

test("a rate that is told is believed, and a limit of none counts nothing", async () => {
  const model = toyLanguageModel();
  const told = await estimateEvaluation(evaluationOf(scoring(3)), model, new Set(), { tokensPerSecond: 2 });
  expect(told.seconds).toBe(told.tokens / 2);
  expect(
    await estimateEvaluation(evaluationOf(scoring(3)), model, new Set(), { limit: 0, tokensPerSecond: 2 }),
  ).toMatchObject({ items: 0, seconds: 0 });
  expect(model.asked).toEqual([]);
});
