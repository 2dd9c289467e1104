/** What a card runs, as far as a processor that says to be one can tell. */
import * as tf from "@tensorflow/tfjs-core";
import { afterEach, expect, it, vi } from "vitest";
import type { NativeBackend } from "../../src/native-tensorflow/native-ops.js";
import { type KernelSample, kernelSamples, kernelTensors } from "../kernel-samples.js";
import { largestDifference } from "../largest-difference.js";
import { outputAndGradients, variables } from "../output-and-gradients.js";
import { readTensors } from "../read-tensors.js";

/** Of what TensorFlow 2.21 refuses to run on a card where sums are to have one order, the ops of a transformer's kind. */
const refused = [
  "SparseSoftmaxCrossEntropyWithLogits",
  "SoftmaxCrossEntropyWithLogits",
  "Bincount",
  "DenseBincount",
  "SegmentSum",
  "SparseTensorDenseMatMul",
  "ScatterNdUpdate",
];

const all = (sample: KernelSample): tf.Tensor[] =>
  outputAndGradients(sample.kernel, kernelTensors(sample), variables(sample));

export function sameSumsOnACard(): void {
  afterEach(() => void vi.restoreAllMocks());

  it.each(kernelSamples)("$name runs nothing that a card refuses, and comes to the same", async (sample) => {
    const onProcessor = await readTensors(() => all(sample));
    const { binding } = tf.backend() as unknown as NativeBackend;
    vi.spyOn(binding, "isUsingGpuDevice").mockReturnValue(true);
    const executed = vi.spyOn(binding, "executeOp");
    const onCard = await readTensors(() => all(sample));
    const ops = executed.mock.calls.map(([op]) => op);
    expect(ops.length).toBeGreaterThan(0);
    expect(ops.filter((op) => refused.includes(op))).toEqual([]);
    for (const [index, { data }] of onProcessor.entries())
      expect(largestDifference(onCard[index]?.data ?? [], data)).toBeLessThan(1e-5);
  });
}
