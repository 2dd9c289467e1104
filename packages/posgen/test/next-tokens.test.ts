import { describe, expect, it } from "vitest";
import { alignPredictions, nextTokens } from "../src/index.js";

const sequences = Int32Array.of(5, 6, 7, 8, 1, 2, 3, 4);
const task = { farTokens: 1, nearTokens: 1, modulus: 9 } as const;

describe("with a leading token", () => {
  const batch = nextTokens(sequences, 4, { ...task, leadingToken: "begin", seedTargets: "left-out" });

  it("the output at a position is scored against the token at that position", () => {
    expect([...batch.inputs]).toEqual([9, 5, 6, 7, 9, 1, 2, 3]);
    expect([...batch.targets]).toEqual([...sequences]);
    expect([...batch.targetWeights]).toEqual([0, 0, 1, 1, 0, 0, 1, 1]);
  });

  it("predictions already stand at their token", () => {
    expect([...alignPredictions(sequences, 4, { ...task, leadingToken: "begin", seedTargets: "left-out" })]).toEqual([
      ...sequences,
    ]);
  });
});

describe("without a leading token", () => {
  const plan = { ...task, leadingToken: "none", seedTargets: "left-out" } as const;

  it("the output at a position is scored against the next token, and the last one against none", () => {
    const { inputs, targets, targetWeights } = nextTokens(sequences, 4, plan);
    expect([...inputs]).toEqual([...sequences]);
    expect([...targets]).toEqual([6, 7, 8, 0, 2, 3, 4, 0]);
    expect([...targetWeights]).toEqual([0, 1, 1, 0, 0, 1, 1, 0]);
  });

  it("counts the seed but for its first token when told to", () => {
    const { targetWeights } = nextTokens(sequences, 4, { ...plan, seedTargets: "counted" });
    expect([...targetWeights]).toEqual([1, 1, 1, 0, 1, 1, 1, 0]);
  });

  it("predictions move to the token that they are for", () => {
    const predictions = Int32Array.of(6, 7, 8, 99, 2, 3, 4, 99);
    expect([...alignPredictions(predictions, 4, plan)]).toEqual([0, 6, 7, 8, 0, 2, 3, 4]);
  });
});
