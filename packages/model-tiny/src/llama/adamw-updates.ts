/**
 * AdamW a parameter at a time: old and new values of one are in memory together, not those of all. By XLA, which makes
 * one pass over a parameter of what are a dozen in TensorFlow's kernels: half the time.
 */
import type { OptimizerConfig } from "@resonance-rope/contracts";
import { type CompiledFunction, adamw, compile } from "@resonance-rope/tfjs-runtime";
import * as tf from "@tensorflow/tfjs-core";
import type { LlamaParameter } from "./llama-parameters.js";

export interface AdamwUpdates {
  /** Weight, both moments and gradient to the first three after the step. */
  apply(
    role: LlamaParameter["role"],
    tensors: readonly tf.Tensor[],
    step: { readonly clip: number; readonly rate: number; readonly step: number },
  ): tf.Tensor[];
  dispose(): void;
}

export function adamwUpdates(optimizer: OptimizerConfig): AdamwUpdates {
  const update = (role: LlamaParameter["role"]): CompiledFunction =>
    compile(
      (inputs) => {
        const [weight, first, second, gradient, clip, rate, firstCorrection, secondCorrection] = inputs as [
          ...[tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor],
          ...[tf.Scalar, tf.Scalar, tf.Scalar, tf.Scalar],
        ];
        const { weights, firstMoments, secondMoments } = adamw(
          { weights: [weight], firstMoments: [first], secondMoments: [second] },
          [tf.mul(gradient, clip)],
          { learningRate: rate, firstCorrection, secondCorrection },
          { ...optimizer, gradientClip: null, decayed: [role === "matrix"] },
        );
        return [...weights, ...firstMoments, ...secondMoments];
      },
      { xla: true },
    );
  const compiled = { matrix: update("matrix"), vector: update("vector") };
  return {
    apply(role, tensors, { clip, rate, step }) {
      const scalars = [clip, rate, 1 - optimizer.beta1 ** step, 1 - optimizer.beta2 ** step];
      return tf.tidy(() => compiled[role]([...tensors, ...scalars.map((value) => tf.scalar(value))]));
    },
    dispose() {
      compiled.matrix.dispose();
      compiled.vector.dispose();
    },
  };
}
