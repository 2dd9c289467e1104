/** What a card runs, as far as a processor that says to be one can tell. */
import * as tf from "@tensorflow/tfjs-core";
import { afterEach, expect, it, vi } from "vitest";
import type { NativeBackend } from "../../src/native-tensorflow/native-ops.js";
import { kernelSamples, kernelTensors } from "../kernel-samples.js";
import { largestDifference } from "../largest-difference.js";
import { readTensors } from "../read-tensors.js";

/** Ops that TensorFlow refuses to run on a card where sums are to have one order: seen on an H100. */
const refused = ["SparseSoftmaxCrossEntropyWithLogits"];

export function sameSumsOnACard(): void {
  afterEach(() => void vi.restoreAllMocks());

  it.each(kernelSamples)("$name runs nothing that a card refuses, and comes to the same", async (sample) => {
    const onProcessor = await readTensors(() => [sample.kernel(...kernelTensors(sample))]);
    const { binding } = tf.backend() as unknown as NativeBackend;
    vi.spyOn(binding, "isUsingGpuDevice").mockReturnValue(true);
    const executed = vi.spyOn(binding, "executeOp");
    const onCard = await readTensors(() => [sample.kernel(...kernelTensors(sample))]);
    expect(executed.mock.calls.map(([op]) => op).filter((op) => refused.includes(op))).toEqual([]);
    expect(largestDifference(onCard[0]?.data ?? [], onProcessor[0]?.data ?? [])).toBeLessThan(1e-5);
  });
}
