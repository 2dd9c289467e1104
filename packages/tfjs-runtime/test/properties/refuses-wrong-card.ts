/** What a card is asked before it is used, put to the processor, which has it right. */
import * as tf from "@tensorflow/tfjs-core";
import { expect, it } from "vitest";
import type { NativeBackend } from "../../src/native-tensorflow/native-ops.js";
import { refuseWrongCard } from "../../src/native-tensorflow/refuse-wrong-card.js";

export function refusesWrongCard(): void {
  it("passes what swaps two axes rightly, and leaves no tensor behind", () => {
    const { binding } = tf.backend() as unknown as NativeBackend;
    const before = binding.getNumOfTensors();
    expect(() => refuseWrongCard(binding)).not.toThrow();
    expect(binding.getNumOfTensors()).toBe(before);
  });

  it.each([
    ["nothing but zeros", (right: Float32Array) => right.map(() => 0)],
    ["one value that is not there", (right: Float32Array) => right.with(41, NaN)],
    ["the values as they were", (right: Float32Array) => right.toSorted()],
  ])("refuses %s", (_, wrong) => {
    const { binding } = tf.backend() as unknown as NativeBackend;
    const before = binding.getNumOfTensors();
    const faulty = { ...binding, tensorDataSync: (id: number) => wrong(binding.tensorDataSync(id) as Float32Array) };
    expect(() => refuseWrongCard(faulty)).toThrow(/swap two axes.*LD_LIBRARY_PATH/su);
    expect(binding.getNumOfTensors()).toBe(before);
  });
}
