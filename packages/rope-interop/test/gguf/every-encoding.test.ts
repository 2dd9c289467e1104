import { type Scaling, type ScalingWithDefaults, createRotaryEmbedding } from "@resonance-rope/rope-core";
import { expect, test } from "vitest";
import { describeGguf } from "../../src/gguf/describe-gguf.js";
import { agreesWith } from "../../src/resonance-record.js";
import { contextLength, exported, files, growing, specOf, wavelengthChoices, withoutRecord } from "./exported-gguf.js";
import { tinyGguf } from "./tiny-model.js";

const scalings: readonly ScalingWithDefaults[] = [
  { type: "none" },
  { type: "linear", factor: 4 },
  { type: "ntk-aware", factor: 4 },
  { type: "dynamic-ntk", factor: 1, currentLength: contextLength },
  { type: "adjusted-base", base: 500_000 },
  { type: "yarn", factor: 4 },
  { type: "longrope", shortFactors: growing, longFactors: growing, currentLength: contextLength, attentionFactor: 1.2 },
  { type: "llama3", factor: 8, originalLength: 512 },
  { type: "proportional", rotatedFraction: 0.5 },
];

for (const [name, tiny] of Object.entries(files)) {
  test(`${name} computes any encoding it is given, by its keys and tensors alone and by its record`, async () => {
    for (const scaling of scalings)
      for (const wavelengths of wavelengthChoices) {
        const spec = specOf(scaling, wavelengths);
        const { model } = await exported(tinyGguf(tiny), spec);
        const description = await describeGguf(model);
        expect(description.contextLength).toBe(contextLength);
        expect({ ...description.recorded, pairLayout: spec.pairLayout }).toEqual(spec);
        expect(description.spec).toBe(description.recorded);
        const unrecorded = withoutRecord(model);
        expect((await describeGguf(unrecorded)).recorded).toBe(null);
        for (const length of [1, contextLength]) {
          const computed = await describeGguf(unrecorded, { targetLength: length });
          expect(agreesWith(spec, computed.spec)).toBe(true);
        }
      }
  });
}

test("every scaling is among those that are tried", () => {
  const tried: readonly Scaling["type"][] = scalings.map(({ type }) => type);
  expect(new Set(tried).size).toBe(9);
});

test("wavelengths that JSON cannot hold are written without a record", async () => {
  const wavelengthsTokens = growing.map((_, pair) => (pair === 7 ? Infinity : 7 * (pair + 1)));
  const spec = specOf({ type: "none" }, { type: "given", wavelengthsTokens });
  const description = await describeGguf((await exported(tinyGguf(), spec)).model);
  expect(description.recorded).toBe(null);
  expect(createRotaryEmbedding(description.spec).angularFrequencies[7]).toBeLessThan(1e-29);
  expect(agreesWith(spec, description.spec)).toBe(true);
});
