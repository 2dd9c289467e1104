import { readFileSync } from "node:fs";
import { type ModelConfig, ResonanceError } from "@resonance-rope/contracts";
import type { RopeSpec } from "@resonance-rope/rope-core";
import { type SafetensorsTensor, readSafetensors, writeSafetensors } from "@resonance-rope/rope-interop";
import { selectBackend } from "@resonance-rope/tfjs-runtime";
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { createScorer, createTraining, loadCheckpoint, parameterShapes, saveCheckpoint } from "../src/index.js";
import { tinyBatch, tinyConfig, tinyOptimizer, tinyRope, tinyTraining } from "./tiny-model.js";

beforeAll(() => selectBackend({ backend: "cpu" }));

const file = (name: string): Uint8Array => readFileSync(new URL(`reference/${name}`, import.meta.url));
const shapes = parameterShapes(tinyConfig, tinyRope.headDimension);

/** A checkpoint after two steps, so that no moment is zero. */
async function savedAfterTwoSteps(): Promise<Uint8Array> {
  const training = createTraining(tinyTraining);
  for (const step of [0, 1]) await training.advance(tinyBatch(step));
  const bytes = await training.save();
  training.dispose();
  return bytes;
}

type Change = (tensors: Map<string, SafetensorsTensor>) => void;
const changed = async (change: Change): Promise<Uint8Array> => {
  const tensors = new Map(readSafetensors(await savedAfterTwoSteps()).tensors);
  change(tensors);
  return writeSafetensors(tensors);
};

it("what is loaded saves to the same bytes", async () => {
  const bytes = await savedAfterTwoSteps();
  const state = loadCheckpoint(shapes, bytes);
  expect(await saveCheckpoint(shapes, state)).toEqual(bytes);
  tf.dispose(Object.values(state).flat());
});

it("a checkpoint holds each parameter and its two moments, under the names that parameterShapes gives", async () => {
  const { tensors } = readSafetensors(await savedAfterTwoSteps());
  const names = shapes.flatMap(({ name }) => [name, `adamw.first_moment.${name}`, `adamw.second_moment.${name}`]);
  expect([...tensors.keys()].toSorted()).toEqual(names.toSorted());
  for (const { name, shape } of shapes) expect(tensors.get(name)?.shape).toEqual(shape);
});

// Both files: tooling/oracles/write-checkpoint.mjs, then load_checkpoint.py with torch 2.13.0 (README of tooling/oracles).
interface Description {
  readonly config: ModelConfig;
  readonly rope: RopeSpec;
  readonly shape: readonly [batch: number, length: number];
  readonly inputs: readonly number[];
  readonly targets: readonly number[];
  readonly torchLoss: number;
}

it("a checkpoint has the loss here that PyTorch gives it with the README's loader, within 1e-5", async () => {
  const description = JSON.parse(new TextDecoder().decode(file("checkpoint.json"))) as Description;
  const { config, rope, shape, inputs, targets, torchLoss } = description;
  const [batchSize, length] = shape;
  const checkpoint = { bytes: file("checkpoint.safetensors"), step: 3 };
  const training = createTraining({ config, rope, optimizer: tinyOptimizer, steps: 3, length, seed: 0, checkpoint });
  const scorer = createScorer({ config, rope, length, batchSize });
  const { lossesNats } = await scorer(training.weights(), Int32Array.from(inputs), Int32Array.from(targets));
  const loss = lossesNats.reduce((sum, value) => sum + value, 0) / lossesNats.length;
  expect(Math.abs(loss - torchLoss)).toBeLessThan(1e-5);
  scorer.dispose();
  training.dispose();
});

describe("a checkpoint is refused as an invalid file, and no tensor is left behind, when", () => {
  const refusals: [what: string, bytes: () => Promise<Uint8Array>, message: RegExp][] = [
    ["it is cut short", async () => (await savedAfterTwoSteps()).subarray(0, -1), /bytes/u],
    ["it is empty", () => Promise.resolve(new Uint8Array()), /0 bytes/u],
    [
      "a moment of the last parameter is missing",
      () => changed((tensors) => tensors.delete("adamw.second_moment.head")),
      /adamw\.second_moment\.head as F32 \[8, 7\], got no such tensor/u,
    ],
    [
      "a parameter has another shape",
      () => changed((tensors) => tensors.set("head", { dtype: "F32", shape: [7, 8], data: new Float32Array(56) })),
      /head as F32 \[8, 7\], got F32 \[7, 8\]/u,
    ],
    [
      "a parameter has another type",
      () => changed((tensors) => tensors.set("head", { dtype: "F16", shape: [8, 7], data: new Uint16Array(56) })),
      /head as F32 \[8, 7\], got F16 \[8, 7\]/u,
    ],
  ];

  it.each(refusals)("%s", async (_, bytes, message) => {
    const checkpoint = { bytes: await bytes(), step: 2 };
    const before = tf.memory().numTensors;
    const refusal = refusalOf(() => createTraining({ ...tinyTraining, checkpoint }));
    expect(refusal.kind).toBe("invalid-file");
    expect(refusal.message).toMatch(message);
    expect(tf.memory().numTensors).toBe(before);
  });

  it.each([
    ["wider", { ...tinyConfig, width: 16 }],
    ["deeper", { ...tinyConfig, layers: 3 }],
    ["of another vocabulary", { ...tinyConfig, vocabularySize: 9 }],
  ])("the model is %s", async (_, config) => {
    const checkpoint = { bytes: await savedAfterTwoSteps(), step: 2 };
    const refusal = refusalOf(() => createTraining({ ...tinyTraining, config, checkpoint }));
    expect(refusal.kind).toBe("invalid-file");
    expect(refusal.remedy).toContain("another model");
  });
});

function refusalOf(run: () => unknown): ResonanceError {
  try {
    run();
  } catch (error) {
    if (ResonanceError.isInstance(error)) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}
