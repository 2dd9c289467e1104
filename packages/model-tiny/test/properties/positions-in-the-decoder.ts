/** What the decoder may know of positions: only the past, and only distances. */
import type { ModelConfig } from "@resonance-rope/contracts";
import { type RopeSpec, withRopeDefaults } from "@resonance-rope/rope-core";
import * as tf from "@tensorflow/tfjs-core";
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { noDropout } from "../../src/blocks/dropout.js";
import { type Weights, decoderLogits } from "../../src/decoder.js";
import { rotaryTensors } from "../../src/index.js";
import { largestRelativeDifference } from "../largest-difference.js";
import { readTensors } from "../read-tensors.js";
import { tinyConfig, tinyWeights } from "../tiny-model.js";

const length = 8;
/** Two layers, so that what one mixes in reaches the other. */
const model = { ...tinyConfig, layers: 2 };
const { vocabularySize, heads } = model;
const anyTokens = fc.array(fc.nat(vocabularySize - 1), { minLength: length, maxLength: length });
// Its pairs turn 2 and 12 times as fast as most models' fastest and slowest: distances of 1 to 7 all matter.
const rope = withRopeDefaults({ headDimension: 4, base: 10, trainedLength: length });

interface Variation {
  readonly config?: ModelConfig;
  readonly spec?: RopeSpec;
  readonly weights?: Weights;
  /** The position of the first token. */
  readonly from?: number;
}

/** Logits T x V of one sequence, row by row. */
async function logitsOf(
  tokens: readonly number[],
  { config = model, spec = rope, weights, from = 0 }: Variation = {},
): Promise<Float32Array> {
  const [logits] = await readTensors(() => {
    const table = rotaryTensors(spec, from + length);
    const pairs = table.cosines.shape[1];
    const rotary = {
      ...table,
      cosines: tf.slice(table.cosines, [from, 0], [length, pairs]),
      sines: tf.slice(table.sines, [from, 0], [length, pairs]),
    };
    const input = {
      tokens: tf.tensor1d([...tokens], "int32"),
      batch: 1,
      rotary,
      dropout: noDropout,
      precision: "float32",
    } as const;
    const used = weights ?? tinyWeights(config, spec.headDimension);
    return [decoderLogits(config, spec.headDimension, used, input)];
  });
  return logits as Float32Array;
}

export function positionsInTheDecoder(): void {
  it("changing a token changes its own logits and no earlier ones", async () => {
    const anyStep = fc.integer({ min: 1, max: vocabularySize - 1 });
    await fc.assert(
      fc.asyncProperty(anyTokens, fc.nat(length - 1), anyStep, async (tokens, at, by) => {
        const changed = tokens.with(at, ((tokens[at] as number) + by) % vocabularySize);
        const [before, after] = [await logitsOf(tokens), await logitsOf(changed)];
        const own = at * vocabularySize;
        expect(after.subarray(0, own)).toEqual(before.subarray(0, own));
        expect(after.subarray(own, own + vocabularySize)).not.toEqual(before.subarray(own, own + vocabularySize));
      }),
      { numRuns: 15 },
    );
  });

  it.each(["half-split", "interleaved"] as const)(
    "logits depend on distances alone: a shift of all positions changes none (%s)",
    async (pairLayout) => {
      const spec = { ...rope, pairLayout };
      await fc.assert(
        fc.asyncProperty(anyTokens, fc.integer({ min: 1, max: 1000 }), async (tokens, from) => {
          const shifted = await logitsOf(tokens, { spec, from });
          expect(largestRelativeDifference(shifted, await logitsOf(tokens, { spec }))).toBeLessThan(1e-4);
        }),
        { numRuns: 10 },
      );
    },
  );

  it("positions matter: with every rotation at the first position's the logits are others", async () => {
    const still = { ...rope, scaling: { type: "linear", factor: 1e9 } } as const;
    const tokens = [1, 2, 3, 4, 5, 6, 0, 1];
    const [stopped, turning] = [await logitsOf(tokens, { spec: still }), await logitsOf(tokens)];
    expect(largestRelativeDifference(stopped, turning)).toBeGreaterThan(0.01);
  });

  it("with whole wavelengths a shift by their least common multiple changes no bit", async () => {
    // Base 10 and D = 4: 6.28 and 19.87 tokens, rounded 6 and 20, which meet every 60.
    const spec = { ...rope, wavelengths: "nearest-integer" } as const;
    const tokens = [6, 1, 1, 4, 0, 2, 3, 5];
    expect(await logitsOf(tokens, { spec, from: 60 })).toEqual(await logitsOf(tokens, { spec }));
    expect(await logitsOf(tokens, { from: 60 })).not.toEqual(await logitsOf(tokens));
  });

  it.each([1, 0.5])(
    "the layouts differ only in the order of query and key dimensions (rotary fraction %d)",
    async (rotaryFraction) => {
      const spec = { ...withRopeDefaults({ headDimension: 8, base: 10, trainedLength: length }), rotaryFraction };
      const tokens = [0, 1, 2, 3, 4, 5, 6, 0];
      const weights = tinyWeights(model, 8);
      const interleaved = new Map(weights);
      for (const [name, weight] of weights) {
        if (/query|key/u.test(name)) interleaved.set(name, tf.gather(weight, interleavedOrder(8, rotaryFraction), 1));
      }
      const layout = { ...spec, pairLayout: "interleaved" } as const;
      const halfSplit = await logitsOf(tokens, { spec, weights });
      const reordered = await logitsOf(tokens, { spec: layout, weights: interleaved });
      const asTheyWere = await logitsOf(tokens, { spec: layout, weights });
      expect(largestRelativeDifference(reordered, halfSplit)).toBeLessThan(1e-5);
      expect(largestRelativeDifference(asTheyWere, halfSplit)).toBeGreaterThan(1e-3);
      tf.dispose([...weights.values(), ...interleaved.values()]);
    },
  );
}

/** Columns of all heads such that place 2j holds half-split dimension j, and 2j + 1 holds j + P. */
function interleavedOrder(headDimension: number, rotaryFraction: number): number[] {
  const pairs = (headDimension * rotaryFraction) / 2;
  const place = (dimension: number): number =>
    dimension < 2 * pairs ? (dimension >> 1) + (dimension % 2) * pairs : dimension;
  return Array.from({ length: heads * headDimension }, (_, column) => {
    const dimension = column % headDimension;
    return column - dimension + place(dimension);
  });
}
