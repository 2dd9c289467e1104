import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { RopeSpecWithDefaults } from "../src/index.js";
import { largestRelativeDifference } from "./differences.js";
import { embeddingOf, gemma, llama2, posgen } from "./example-embeddings.js";

const vectors = JSON.parse(readFileSync(new URL("vectors/rope.json", import.meta.url), "utf8")) as Record<
  string,
  { values: number[]; attention_factor: number }
>;

const yarn4 = { type: "yarn", factor: 4 } as const;
const longQwen = { headDimension: 128, base: 1e6, trainedLength: 32768, scaling: yarn4 } as const;
const d64 = { headDimension: 64, trainedLength: 2048 } as const;
const resonance = { wavelengths: "nearest-integer" } as const;

const specOfVector: Record<string, RopeSpecWithDefaults> = {
  "default/128/1e4": llama2,
  "linear/64/1e4/x4": { ...d64, scaling: { type: "linear", factor: 4 } },
  "dynamic/64/1e4/x2/max2048/seq2048": { ...d64, scaling: { type: "dynamic-ntk", factor: 2, currentLength: 2048 } },
  "dynamic (transformers)/64/1e4/factor 2/max 2048/length 5000": {
    ...d64,
    scaling: { type: "dynamic-ntk", factor: 2, currentLength: 5000 },
  },
  "ntk-aware bloc97/64/1e4/x4": { ...d64, scaling: { type: "ntk-aware", factor: 4 } },
  "ntk-aware paper (b*s)/64/1e4/x4": { ...d64, scaling: { type: "ntk-aware", factor: 4, variant: "paper" } },
  "yarn/128/1e6/x4/32768": longQwen,
  "yarn/64/1e4/x4/L64/beta 32": { ...posgen, scaling: yarn4 },
  "yarn/64/1e4/x4/L64/beta 2": { ...posgen, scaling: { ...yarn4, beta: 2 } },
  "llama3/128/5e5/x8/1/4/8192": {
    headDimension: 128,
    base: 5e5,
    trainedLength: 8192,
    scaling: { type: "llama3", factor: 8 },
  },
  "proportional/256/1e6/0.25": gemma,
  "resonance/128/1e4": { ...llama2, ...resonance },
  "resonance_yarn/128/1e6/x4/32768": { ...longQwen, ...resonance },
  "resonance on proportional/256/1e6/0.25": { ...gemma, ...resonance },
  "resonance on linear/128/1e4/x8": { ...llama2, scaling: { type: "linear", factor: 8 }, ...resonance },
  "resonance on yarn/64/1e4/x4/L64/beta 32": { ...posgen, scaling: yarn4, ...resonance },
};

function vectorNamed(name: string): { values: number[]; attention_factor: number } {
  const vector = vectors[name];
  if (vector === undefined) throw new Error(`no vector ${name}`);
  return vector;
}

describe("scalings against numpy", () => {
  it("has a spec for every reference vector but the exported factors", () => {
    const names = Object.keys(vectors).filter((name) => !name.endsWith("(factors)"));
    expect(Object.keys(specOfVector).toSorted()).toEqual(names.toSorted());
  });

  it.each(Object.entries(specOfVector))("%s agrees to 1e-12 relative", (name, spec) => {
    const { values, attention_factor } = vectorNamed(name);
    const embedding = embeddingOf(spec);
    expect(largestRelativeDifference(embedding.angularFrequencies, values)).toBeLessThan(1e-12);
    expect(largestRelativeDifference([embedding.attentionFactor], [attention_factor])).toBeLessThan(1e-12);
  });

  it("LongRoPE's factors of a Resonance YaRN give its frequencies back", () => {
    const { values, attention_factor } = vectorNamed("longrope_export_of_resonance_yarn/128/1e6/x4/32768(factors)");
    const exported = embeddingOf({
      headDimension: 128,
      base: 1e6,
      trainedLength: 32768,
      scaling: {
        type: "longrope",
        shortFactors: values,
        longFactors: values,
        currentLength: 1,
        attentionFactor: attention_factor,
      },
    });
    const original = embeddingOf({ ...longQwen, ...resonance });
    expect(largestRelativeDifference(exported.angularFrequencies, original.angularFrequencies)).toBeLessThan(1e-12);
    expect(exported.attentionFactor).toBe(attention_factor);
  });
});
