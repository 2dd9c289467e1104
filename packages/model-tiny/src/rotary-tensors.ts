/** A rotary embedding's table as tensors. */
import { type RopeSpec, type RotaryEmbedding, createRotaryEmbedding } from "@resonance-rope/rope-core";
import * as tf from "@tensorflow/tfjs-core";

export interface RotaryTensors {
  /** T x P, the attention factor in them. */
  readonly cosines: tf.Tensor2D;
  readonly sines: tf.Tensor2D;
  readonly pairLayout: RopeSpec["pairLayout"];
}

/** Of `length` positions, the first 0 by default. */
export function rotaryTensors(spec: RopeSpec, length: number, first = 0): RotaryTensors {
  const embedding: RotaryEmbedding = createRotaryEmbedding(spec);
  const positions = Float64Array.from({ length }, (_, row) => first + row);
  const shape: [number, number] = [length, embedding.angularFrequencies.length];
  return {
    cosines: tf.tensor2d(Float32Array.from(embedding.cosines(positions)), shape),
    sines: tf.tensor2d(Float32Array.from(embedding.sines(positions)), shape),
    pairLayout: spec.pairLayout,
  };
}
