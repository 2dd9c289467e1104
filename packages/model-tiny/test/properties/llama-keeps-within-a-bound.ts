/** Layers keep what their gradients need, as many as a bound holds. */
import * as tf from "@tensorflow/tfjs-core";
import { expect, it, vi } from "vitest";
import { llamaGradients, rotaryTensors } from "../../src/index.js";
import { nextTokenBatch } from "../llama/next-token-batch.js";
import { readLlamaCase } from "../llama/read-llama-case.js";

const reference = readLlamaCase("llama");
const { config, rope } = reference;

/** What native TensorFlow is called by; a recorded function has a name of its own. */
interface Binding {
  executeOp(op: string, ...words: unknown[]): readonly { readonly shape: readonly number[] }[];
}

/** Bytes that each layer hands over beside its output. */
function bytesKept(keptBytes: number): number[] {
  const weights = reference.weights();
  const batch = nextTokenBatch(reference);
  const rotary = rotaryTensors(rope, batch.inputs.length / batch.batch);
  const { headDimension } = rope;
  const options = { config, headDimension, rotary, precision: "float32" as const, isTrained: () => true, keptBytes };
  const gradientsOf = llamaGradients(options);
  const { binding } = tf.backend() as unknown as { readonly binding: Binding };
  const calls = vi.spyOn(binding, "executeOp");
  try {
    const { loss, gradients } = gradientsOf(weights, batch);
    tf.dispose([loss, ...gradients.values()]);
    const functions = calls.mock.calls.flatMap(([op], index) =>
      op.startsWith("recorded_") ? [calls.mock.results[index]?.value as ReturnType<Binding["executeOp"]>] : [],
    );
    // The first are the layers, forward.
    return functions
      .slice(0, config.layers)
      .map(([, ...kept]) => kept.reduce((sum, { shape }) => sum + 4 * shape.reduce((size, n) => size * n, 1), 0));
  } finally {
    calls.mockRestore();
    gradientsOf.dispose();
    tf.dispose([...weights.values(), rotary.cosines, rotary.sines]);
  }
}

export function llamaKeepsWithinABound(): void {
  it("the first layer, whatever the bound, and then as many as it holds", ({ skip }) => {
    skip(tf.getBackend() !== "tensorflow", "nothing is kept where nothing is recorded");
    const [one = 0, ...others] = bytesKept(Number.POSITIVE_INFINITY);
    expect(one).toBeGreaterThan(0);
    expect(others).toEqual([one]);
    expect([0, 1, 2 * one - 1, 2 * one].map((bound) => bytesKept(bound))).toEqual([
      [0, 0],
      [one, 0],
      [one, 0],
      [one, one],
    ]);
  });
}
