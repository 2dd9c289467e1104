import { randomSource } from "@resonance-rope/contracts";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { packTokens } from "../src/finetuning/pack-tokens.js";
import { sequencesOf, sequencesOfStep } from "../src/finetuning/sequences.js";

const whole = (min: number, max: number): fc.Arbitrary<number> => fc.integer({ min, max });
/** A character a token, from 10 on; 1 begins a text and 2 ends it. */
const tokenizer = {
  startToken: 1,
  endToken: 2,
  tokenize: (text: string) => Promise.resolve(Array.from(text, (letter) => 10 + letter.charCodeAt(0) - 97)),
};
async function* documents(...texts: string[]): AsyncGenerator<{ name: string; text: string }> {
  for (const [index, text] of texts.entries()) yield { name: `text ${index}`, text };
}
const pack = (vocabularySize: number, ...texts: string[]): ReturnType<typeof packTokens> =>
  packTokens(documents(...texts), { tokenizer, vocabularySize, where: "--data" });

test("texts stand one after the other, each between the tokenizer's own tokens; empty ones are passed over", async () => {
  const { tokens, documents: count } = await pack(13, "ab", "", "c");
  expect([...tokens]).toEqual([1, 10, 11, 2, 1, 12, 2]);
  expect(count).toBe(2);
});

test("no text, half a surrogate pair, and tokens that the model does not have are refused", async () => {
  await expect(pack(13)).rejects.toMatchObject({ kind: "invalid-file", where: "--data", received: "none" });
  await expect(pack(13, "", "")).rejects.toMatchObject({ received: "none" });
  await expect(pack(1e6, "\u{1F600}", "a\uDE00")).rejects.toThrow("text 1");
  await expect(pack(12, "abc")).rejects.toThrow("12 in text 0");
});

test("every token is an input of one sequence and the one after it its target, but for a rest too short", () => {
  fc.assert(
    fc.property(whole(1, 20), whole(0, 200), (length, more) => {
      const tokens = Int32Array.from({ length: length + 1 + more }, (_, index) => index);
      const { count, batch, tokens: all } = sequencesOf(tokens, length, "--data");
      const inputs = Array.from({ length: count }, (_, index) => [...batch(index).inputs]).flat();
      const targets = Array.from({ length: count }, (_, index) => [...batch(index).targets]).flat();
      expect(inputs).toEqual(Array.from({ length: count * length }, (_, index) => index));
      expect(targets).toEqual(inputs.map((token) => token + 1));
      expect(tokens.length - 1 - inputs.length).toBeLessThan(length);
      expect(all(count - 1)).toEqual([...batch(count - 1).inputs, targets.at(-1)]);
    }),
  );
});

test("text shorter than a sequence and its last target is refused", () => {
  expect(sequencesOf(new Int32Array(9), 8, "--data").count).toBe(1);
  expect(() => sequencesOf(new Int32Array(8), 8, "--data")).toThrow("9 tokens");
});

test("an epoch takes every sequence once, epochs differ in their order, and any step can be asked for first", () => {
  fc.assert(
    fc.property(whole(1, 30), whole(1, 40), whole(0, 1000), (count, batchSize, seed) => {
      const random = randomSource(seed);
      const taken = (step: number): number[] => sequencesOfStep(step, { count, batchSize, random });
      const steps = Math.ceil((2 * count) / batchSize);
      const all = Array.from({ length: steps }, (_, index) => taken(steps - 1 - index))
        .toReversed()
        .flat();
      const sorted = (epoch: number[]): number[] => epoch.toSorted((a, b) => a - b);
      const [first, second] = [all.slice(0, count), all.slice(count, 2 * count)];
      expect(sorted(first)).toEqual(Array.from({ length: count }, (_, index) => index));
      expect(sorted(second)).toEqual(sorted(first));
      if (count > 10) expect(second).not.toEqual(first);
    }),
  );
});
