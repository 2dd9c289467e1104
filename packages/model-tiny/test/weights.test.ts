import { ResonanceError } from "@resonance-rope/contracts";
import { type SafetensorsTensor, readSafetensors, writeSafetensors } from "@resonance-rope/rope-interop";
import { selectBackend } from "@resonance-rope/tfjs-runtime";
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, expect, it } from "vitest";
import { createTraining, loadWeights, parameterShapes, saveWeights } from "../src/index.js";
import { tinyConfig, tinyRope, tinyTraining } from "./tiny-model.js";

beforeAll(() => selectBackend({ backend: "cpu" }));

const shapes = parameterShapes(tinyConfig, tinyRope.headDimension);

async function valuesOf(weights: readonly tf.Tensor[]): Promise<Float32Array[]> {
  return Promise.all(weights.map(async (weight) => (await weight.data()) as Float32Array));
}

async function saved(): Promise<{ values: Float32Array[]; checkpoint: Uint8Array; halves: Uint8Array }> {
  const training = createTraining(tinyTraining);
  const values = await valuesOf(training.weights());
  const checkpoint = await training.save();
  const halves = await saveWeights(shapes, training.weights());
  training.dispose();
  return { values, checkpoint, halves };
}

it("weights come back within the rounding of float16, and save to the same bytes again", async () => {
  const { values, halves } = await saved();
  const weights = loadWeights(shapes, halves);
  expect(weights.map(({ shape }) => shape)).toEqual(shapes.map(({ shape }) => shape));
  const differences = (await valuesOf(weights)).flatMap((loaded, index) =>
    [...loaded].map((value, at) => {
      const exact = values[index]?.[at] ?? Number.NaN;
      return Math.abs(value - exact) / Math.max(Math.abs(exact), 2 ** -14);
    }),
  );
  expect(Math.max(...differences)).toBeLessThanOrEqual(2 ** -11);
  expect(await saveWeights(shapes, weights)).toEqual(halves);
  tf.dispose(weights);
});

it("a checkpoint's weights are read as they are", async () => {
  const { values, checkpoint } = await saved();
  const weights = loadWeights(shapes, checkpoint);
  expect(await valuesOf(weights)).toEqual(values);
  tf.dispose(weights);
});

const unfit: [string, (tensors: Map<string, SafetensorsTensor>) => void][] = [
  ["a tensor is missing", (tensors) => tensors.delete("final_norm")],
  [
    "a shape is another",
    (tensors) => tensors.set("final_norm", { dtype: "F16", shape: [1], data: new Uint16Array(1) }),
  ],
  [
    "a type is another",
    (tensors) => tensors.set("final_norm", { dtype: "F64", shape: [8], data: new Float64Array(8) }),
  ],
];

it.each(unfit)("a file in which %s is refused by the tensor's name, and leaves no tensor", async (_, change) => {
  const { halves } = await saved();
  const tensors = new Map(readSafetensors(halves).tensors);
  change(tensors);
  const before = tf.memory().numTensors;
  const load = (): unknown => loadWeights(shapes, writeSafetensors(tensors));
  expect(load).toThrow(ResonanceError);
  expect(load).toThrow(/final_norm as F16 or F32 \[8\]/u);
  expect(tf.memory().numTensors).toBe(before);
});
