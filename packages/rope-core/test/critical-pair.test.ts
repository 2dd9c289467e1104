import { describe, expect, it } from "vitest";
import { criticalPair, phaseError, repetitionPeriod, RopeError } from "../src/index.js";
import { embeddingOf, llama2, posgen } from "./example-embeddings.js";

const given = (...wavelengthsTokens: number[]) =>
  embeddingOf({
    headDimension: 2 * wavelengthsTokens.length,
    trainedLength: 64,
    wavelengths: { type: "given", wavelengthsTokens },
  });

describe("criticalPair", () => {
  it("a wavelength of exactly L is post-critical", () => {
    expect(criticalPair(given(63, 64, 65)).criticalPair).toBe(1);
  });

  it("is 0 when every wavelength is long, P when every one is short", () => {
    expect(criticalPair(given(64, 100))).toMatchObject({ criticalPair: 0, preCriticalPairs: [] });
    expect(criticalPair(given(6, 8))).toMatchObject({ criticalPair: 2, preCriticalPairs: [0, 1] });
  });

  it("the pre-critical pairs need not come first", () => {
    expect(criticalPair(given(6, 100, 30, 200))).toMatchObject({ criticalPair: 1, preCriticalPairs: [0, 2] });
  });

  it("a pair that stands still is post-critical", () => {
    expect(criticalPair(given(6, Infinity))).toMatchObject({ criticalPair: 1, preCriticalPairs: [0] });
  });

  it("reports plain RoPE beside what is in use", () => {
    expect(criticalPair(embeddingOf({ ...llama2, scaling: { type: "linear", factor: 8 } })).unscaled.criticalPair).toBe(
      46,
    );
  });
});

describe("repetitionPeriod", () => {
  it("is the least common multiple of the pre-critical periods alone", () => {
    expect(repetitionPeriod(given(6, 8, 9, 64, 1000))).toBe(72n);
  });

  it("counts the numerators of rational wavelengths", () => {
    const embedding = embeddingOf({ ...posgen, wavelengths: "best-rational" });
    const period = repetitionPeriod(embedding) as bigint;
    for (const own of embedding.periodsTokens.slice(0, 9)) expect(period % BigInt(own)).toBe(0n);
  });

  it("is null when a pre-critical pair never repeats, 1 when whole wavelengths are all post-critical", () => {
    expect(repetitionPeriod(embeddingOf(posgen))).toBeNull();
    expect(repetitionPeriod(given(6, 7.5))).toBeNull();
    expect(repetitionPeriod(given(70.5, 80.5))).toBeNull();
    expect(repetitionPeriod(given(70, 80))).toBe(1n);
  });
});

describe("phaseError", () => {
  it("is the frequency difference times the last position, not wrapped to a turn", () => {
    const [error] = phaseError(given(10), given(20), 101);
    // 100 · (2 pi / 10 - 2 pi / 20)
    expect(error).toBeCloseTo(10 * Math.PI, 12);
  });

  it("is 0 over one position, whatever the embeddings, and symmetric", () => {
    expect([...phaseError(given(10), given(20), 1)]).toEqual([0]);
    expect(phaseError(given(10), given(20), 50)).toEqual(phaseError(given(20), given(10), 50));
  });

  it("embeddings of different sizes are refused", () => {
    expect(() => phaseError(given(10), given(10, 20), 5)).toThrow(RopeError);
  });
});
