import { describe, expect, it } from "vitest";
import { angularFrequencies, type ScalingOf } from "../src/index.js";
import { largest, largestRelativeDifference, ratios } from "./differences.js";
import { embeddingOf, gemma, llama2, posgen } from "./example-embeddings.js";

const yarn4 = { type: "yarn", factor: 4 } as const;

/** LLaMA2's wavelengths under YaRN x8, in tokens. */
const yarnBlend = (blend: ScalingOf<"yarn">["blend"]): Float64Array =>
  embeddingOf({ ...llama2, scaling: { type: "yarn", factor: 8, blend } }).wavelengthsTokens;

describe("scalings by their definitions", () => {
  it("bloc97's base divides the last frequency by exactly the factor and leaves the first alone", () => {
    const scaled = embeddingOf({ ...llama2, scaling: { type: "ntk-aware", factor: 8 } }).angularFrequencies;
    const plain = embeddingOf(llama2).angularFrequencies;
    expect(scaled[0]).toBe(plain[0]);
    expect(ratios(plain, scaled).at(-1)).toBeCloseTo(8, 12);
  });

  it("dynamic NTK grows by 2 in the paper and by 3 in transformers, at factor 2 and twice the length", () => {
    const dynamic = (["paper", "transformers"] as const).map((variant) =>
      [1, 2].map(
        (factor) =>
          embeddingOf({ ...posgen, scaling: { type: "dynamic-ntk", variant, factor, currentLength: 128 } })
            .angularFrequencies,
      ),
    );
    const [by2, by3] = [2, 3].map(
      (factor) => embeddingOf({ ...posgen, scaling: { type: "ntk-aware", factor } }).angularFrequencies,
    );
    // rows: paper, transformers; columns: factor 1, factor 2
    expect(dynamic).toEqual([
      [by2, by2],
      [by2, by3],
    ]);
  });

  it("a single pair is left alone by every change of base", () => {
    for (const type of ["ntk-aware", "dynamic-ntk"] as const) {
      const scaling = { type, factor: 4, currentLength: 8192 };
      expect([...embeddingOf({ headDimension: 2, trainedLength: 64, scaling }).angularFrequencies]).toEqual([1]);
    }
  });

  it("adjusted-base is plain RoPE of that base", () => {
    const scaled = embeddingOf({ ...llama2, scaling: { type: "adjusted-base", base: 5e5 } });
    expect(scaled.angularFrequencies).toEqual(angularFrequencies(128, 5e5));
  });

  it("YaRN's three blends differ on LLaMA2 at factor 8 by up to 315 % and 130 % of a wavelength", () => {
    const [byPairIndex, byWavelength, byFrequency] = [
      yarnBlend("pair-index"),
      yarnBlend("wavelengths-by-ratio"),
      yarnBlend("frequencies-by-ratio"),
    ];
    // largest of a_j / b_j - 1 and b_j / a_j - 1
    expect(largest([...ratios(byWavelength, byPairIndex), ...ratios(byPairIndex, byWavelength)]) - 1).toBeCloseTo(
      3.155,
      3,
    );
    expect(largest([...ratios(byFrequency, byPairIndex), ...ratios(byPairIndex, byFrequency)]) - 1).toBeCloseTo(
      1.305,
      3,
    );
  });

  it("YaRN's wavelength blend is the paper's formula to the letter", () => {
    const [alpha, beta, length] = [1, 32, 4096];
    const expected = embeddingOf(llama2).wavelengthsTokens.map((lambda) => {
      const between = (length / lambda - alpha) / (beta - alpha);
      const gamma = lambda < length / beta ? 1 : lambda > length / alpha ? 0 : between;
      return (1 - gamma) * 8 * lambda + gamma * lambda;
    });
    expect(largestRelativeDifference(yarnBlend("wavelengths-by-ratio"), expected)).toBeLessThan(1e-12);
  });

  it("YaRN's ramp without truncation runs between the fractional pair indices", () => {
    const { angularFrequencies: scaled } = embeddingOf({
      ...llama2,
      scaling: { type: "yarn", factor: 8, truncate: false },
    });
    // c(n) = d ln(L / (2 pi n)) / (2 ln b), at n = 32 and 1
    const [low, high] = [32, 1].map(
      (turns) => (128 * Math.log(4096 / (turns * 2 * Math.PI))) / (2 * Math.log(1e4)),
    ) as [number, number];
    const expected = embeddingOf(llama2).angularFrequencies.map((theta, pair) => {
      const ramp = Math.min(1, Math.max(0, (pair - low) / (high - low)));
      return (theta / 8) * ramp + theta * (1 - ramp);
    });
    expect(largestRelativeDifference(scaled, expected)).toBeLessThan(1e-12);
  });

  it("YaRN's ramp of width 0 is a step, as transformers widens it by 0.001", () => {
    // floor c(beta) = ceil c(alpha) = 0 after the clamp: c(n) = 32 ln(6 / (2 pi n)) / ln 10000 < 0
    const scaling = { ...yarn4, originalLength: 6, truncate: true } as const;
    const scaled = embeddingOf({ ...posgen, scaling }).angularFrequencies;
    const plain = embeddingOf(posgen).angularFrequencies;
    expect([...scaled]).toEqual([plain[0], ...plain.slice(1).map((theta) => theta / 4)]);
  });

  it("YaRN's ramp may end beyond the last pair, up to index R - 1, as in transformers", () => {
    // c(32) = 8 ln(131072 / 64 pi) / (2 ln 10000) = 2.8 and c(1) = 4.3, so pair 3 of 4 lies a third along 2 … 5
    const scaling = { ...yarn4, originalLength: 131072 } as const;
    const scaled = embeddingOf({ headDimension: 8, trainedLength: 64, scaling }).angularFrequencies;
    expect(scaled[3]).toBeCloseTo(0.001 * ((1 / 3) * (1 / 4) + 2 / 3), 15);
  });

  it("Llama 3's ramp between equal numbers of turns is a step, as Llama 4 Scout has it", () => {
    const scaling = {
      type: "llama3",
      factor: 16,
      lowFrequencyFactor: 1,
      highFrequencyFactor: 1,
      originalLength: 8192,
    } as const;
    const model = { headDimension: 128, base: 500_000, trainedLength: 10_485_760 };
    const plain = embeddingOf(model);
    const scaled = embeddingOf({ ...model, scaling });
    const divided = ratios(plain.angularFrequencies, scaled.angularFrequencies);
    expect([...divided]).toEqual([...plain.wavelengthsTokens].map((wavelength) => (wavelength < 8192 ? 1 : 16)));
  });

  it("LongRoPE changes lists above the original length, and its attention factor follows the extension", () => {
    const fields = { type: "longrope", shortFactors: [1, 1], longFactors: [2, 4], originalLength: 16 } as const;
    const at = (currentLength: number) =>
      embeddingOf({ headDimension: 4, trainedLength: 256, scaling: { ...fields, currentLength } });
    expect([...at(16).angularFrequencies]).toEqual([1, 0.01]);
    expect([...at(17).angularFrequencies]).toEqual([0.5, 0.0025]);
    // sqrt(1 + ln(256 / 16) / ln 16) = sqrt(2)
    expect(at(1).attentionFactor).toBeCloseTo(Math.SQRT2, 15);
    expect(
      embeddingOf({ headDimension: 4, trainedLength: 8, scaling: { ...fields, currentLength: 1 } }).attentionFactor,
    ).toBe(1);
  });

  it("partial rotary spreads the exponents over the rotated dimensions, proportional over all", () => {
    const partial = embeddingOf({ headDimension: 80, trainedLength: 2048, rotaryFraction: 0.4 });
    expect(partial.angularFrequencies).toEqual(angularFrequencies(32, 1e4));
    const proportional = embeddingOf(gemma);
    expect(proportional.angularFrequencies.slice(0, 32)).toEqual(angularFrequencies(256, 1e6).slice(0, 32));
    expect(new Set(proportional.angularFrequencies.slice(32))).toEqual(new Set([0]));
    expect(new Set(proportional.wavelengthsTokens.slice(32))).toEqual(new Set([Infinity]));
  });
});
