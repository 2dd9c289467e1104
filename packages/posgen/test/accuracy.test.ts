import * as fc from "fast-check";
import { expect, test } from "vitest";
import { accuracyByPosition, generateSequences, paperTask, summarizeAccuracy } from "../src/index.js";
import { refused } from "./refused.js";

const set = generateSequences(paperTask("recursive"), [1, 2, 3, 4, 5, 6, 7, 8], 10);

test("the right predictions score 1 everywhere, wrong ones 0, the seed null", () => {
  expect(accuracyByPosition(set.tokens, set)).toEqual([null, null, null, null, 1, 1, 1, 1, 1, 1]);
  expect(accuracyByPosition(new Int32Array(20).fill(-1), set)).toEqual([null, null, null, null, 0, 0, 0, 0, 0, 0]);
});

test("a wrong prediction counts at its own position", () => {
  const predictions = set.tokens.slice();
  predictions[0] = 99; // on the seed
  predictions[10 + 7] = 99; // second sequence, position 7
  expect(accuracyByPosition(predictions, set)).toEqual([null, null, null, null, 1, 1, 1, 0.5, 1, 1]);
});

test("positions j + k <= l < L are in distribution, L <= l < L' out of it", () => {
  expect(summarizeAccuracy([null, null, 1, 0.5, 0, 0.25, 0.5], { trainedLength: 4 })).toEqual({
    idAccuracy: 0.75,
    oodAccuracy: 0.25,
  });
});

test("both accuracies are the shares of right tokens", () => {
  fc.assert(
    fc.property(
      fc.array(fc.boolean(), { minLength: 20, maxLength: 20 }),
      fc.integer({ min: 5, max: 9 }),
      (right, trained) => {
        const predictions = set.tokens.map((token, index) => (right[index] === true ? token : -1));
        const share = (from: number, to: number): number =>
          right.filter((isRight, index) => isRight && index % 10 >= from && index % 10 < to).length / (2 * (to - from));
        const summary = summarizeAccuracy(accuracyByPosition(predictions, set), { trainedLength: trained });
        expect(summary.idAccuracy).toBeCloseTo(share(4, trained), 12);
        expect(summary.oodAccuracy).toBeCloseTo(share(trained, 10), 12);
      },
    ),
  );
});

test("what cannot be scored is refused, never NaN", () => {
  expect(refused(() => accuracyByPosition(set.tokens.slice(1), set)).message).toContain("2 x 10 tokens");
  expect(refused(() => summarizeAccuracy([null, null], { trainedLength: 1 })).message).toContain("got none");
  expect(refused(() => summarizeAccuracy([null, 1], { trainedLength: 2 })).message).toContain("L' = 2");
  expect(refused(() => summarizeAccuracy([1, NaN], { trainedLength: 1 })).message).toContain("NaN");
});
