/** What a backend that computes in float32 alone says when bfloat16 is asked of it. */
import { ResonanceError } from "@resonance-rope/contracts";
import * as tf from "@tensorflow/tfjs-core";
import { expect, it } from "vitest";
import { requirePrecision } from "../../src/index.js";
import { memoryInUse } from "../memory-in-use.js";
import { mixedKernels, mixedTensors } from "../mixed-kernels.js";

export function refusesMixedPrecision(backend: string): void {
  it("float32 is offered", () => expect(() => requirePrecision("float32")).not.toThrow());

  it.each(mixedKernels)("$name in mixed-bfloat16 is refused, with the reason, and leaves nothing", (kernel) => {
    const inputs = mixedTensors(kernel);
    const before = memoryInUse();
    let refusal: unknown;
    try {
      kernel.compute(inputs, "mixed-bfloat16");
    } catch (error) {
      refusal = error;
    }
    expect(ResonanceError.isInstance(refusal)).toBe(true);
    expect((refusal as ResonanceError).kind).toBe("unavailable");
    expect((refusal as ResonanceError).message).toBe(
      `requirePrecision: expected a machine that multiplies bfloat16, for mixed-bfloat16, got the backend ${backend}, ` +
        "which computes in float32 alone; use float32, or install native TensorFlow with `resonance doctor --install` " +
        "where the processor can",
    );
    expect(memoryInUse()).toEqual(before);
    tf.dispose(inputs);
  });
}
