/** Whether products may be taken at a precision here, and the reason why not. */
import { type Precision, ResonanceError } from "@resonance-rope/contracts";
import * as tf from "@tensorflow/tfjs-core";

export { type Precision } from "@resonance-rope/contracts";

/** Why native TensorFlow should not multiply bfloat16 on this processor; null where it should. */
let refusalOfProcessor: string | null = null;

/** Said by whoever starts native TensorFlow. */
export function setProcessorRefusal(why: string | null): void {
  refusalOfProcessor = why;
}

/** Throws with the reason where the backend in use does not offer the precision, or would be slower with it. */
export function requirePrecision(precision: Precision): void {
  if (precision === "float32") return;
  const backend = tf.getBackend();
  const why = backend === "tensorflow" ? refusalOfProcessor : `the backend ${backend}, which computes in float32 alone`;
  if (why === null) return;
  throw new ResonanceError({
    kind: "unavailable",
    where: "requirePrecision",
    expected: `a machine that multiplies bfloat16, for ${precision}`,
    received: why,
    remedy: "use float32, or install native TensorFlow with `resonance doctor --install` where the processor can",
  });
}

/** Throws where activations saved in pairs of bfloat16 would leave one over. */
export function requireEvenWidth(where: string, width: number, precision: Precision): void {
  if (precision === "float32" || width % 2 === 0) return;
  throw new ResonanceError({
    kind: "invalid-argument",
    where,
    expected: `an even wide dimension, for ${precision}`,
    received: String(width),
    remedy: "use float32, or widen it by one",
  });
}
