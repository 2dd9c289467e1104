/** A weight's values in the form of a file, in memory of their own: what a backend gives may be what it computes with. */
import type { PairLayout, RopeSpec } from "@resonance-rope/rope-core";
import * as tf from "@tensorflow/tfjs-core";
import { movePairs } from "./move-pairs.js";

export interface FileForm {
  /** Whether the file holds it output first. */
  readonly isTransposed: boolean;
  /** Where it makes queries or keys: the layout that its pairs have here, and the one that they are to have. */
  readonly pairs: { readonly rope: RopeSpec; readonly to: PairLayout } | null;
}

export async function fileValues(weight: tf.Tensor, { isTransposed, pairs }: FileForm): Promise<Float32Array> {
  const stored = isTransposed ? tf.transpose(weight) : weight;
  try {
    const values = ((await stored.data()) as Float32Array).slice();
    if (pairs !== null) movePairs(values, stored.shape[0] ?? 0, pairs.rope, pairs.to);
    return values;
  } finally {
    if (isTransposed) stored.dispose();
  }
}
