import { randomSource } from "@resonance-rope/contracts";
import { expect, it } from "vitest";
import { chooseToken } from "../src/choose-token.js";

const shares = [0.5, 0.2, 0.05, 0.25];
const logits = Float32Array.from(shares, (share) => Math.log(share) + 7);

it.each([1, 2])(
  "at temperature %d tokens are drawn with the shares of softmax(logits / temperature)",
  (temperature) => {
    const random = randomSource(0);
    const draws = 20_000;
    const counts = shares.map(() => 0);
    for (let draw = 0; draw < draws; draw++) {
      const token = chooseToken(logits, { temperature, random });
      counts[token] = (counts[token] as number) + 1;
    }
    const powers = shares.map((share) => share ** (1 / temperature));
    const sum = powers.reduce((total, power) => total + power, 0);
    for (const [token, power] of powers.entries()) {
      const expected = power / sum;
      // Four standard errors.
      const margin = 4 * Math.sqrt((expected * (1 - expected)) / draws);
      expect(Math.abs((counts[token] as number) / draws - expected)).toBeLessThan(margin);
    }
  },
);

it("at temperature 0 the likeliest is taken, the first of equals", () => {
  expect(chooseToken(logits)).toBe(0);
  expect(chooseToken(Float32Array.of(1, 3, 3), { temperature: 0 })).toBe(1);
});

it("under topP only the fewest likeliest that reach it are drawn, with their shares", () => {
  const random = randomSource(0);
  const draws = 20_000;
  // 0.5 and 0.25 reach 0.6, 0.5 alone does not.
  const drawn = Array.from({ length: draws }, () => chooseToken(logits, { temperature: 1, topP: 0.6, random }));
  expect(new Set(drawn)).toEqual(new Set([0, 3]));
  expect(drawn.filter((token) => token === 0).length / draws).toBeCloseTo(2 / 3, 1);
  expect(chooseToken(logits, { temperature: 1, topP: 0.5, random })).toBe(0);
});

it("logits that are not numbers are refused, at any temperature", () => {
  for (const temperature of [0, 1]) {
    expect(() => chooseToken(Float32Array.of(1, NaN), { temperature, random: randomSource(0) })).toThrow(
      "finite logits",
    );
  }
});

it("a temperature without a random source, or below 0, is refused, and a topP that is no share", () => {
  expect(() => chooseToken(logits, { temperature: 1 })).toThrow("random source");
  expect(() => chooseToken(logits, { temperature: -1, random: randomSource(0) })).toThrow(
    "temperature of 0, or above 0",
  );
  for (const topP of [0, 1.5, NaN]) expect(() => chooseToken(logits, { topP })).toThrow(`topP ${topP}`);
});
