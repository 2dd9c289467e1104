/** The end of a LLaMA-family model in training: from the last hidden states to the loss, and back. */
import { compile, rmsNorm, tokenCrossEntropy } from "@resonance-rope/tfjs-runtime";
import * as tf from "@tensorflow/tfjs-core";
import type { Weights } from "../decoder.js";
import type { Batch } from "../train-step.js";
import { addEach } from "./add-each.js";
import { headMatrix, llamaLogits } from "./llama-decoder.js";
import type { LlamaGradientsOptions } from "./llama-gradients-options.js";

/** Tokens whose logits are held at once: V floats each, and as many for their gradient. */
export const trainedLogitTokens = 512;

export interface LlamaHead {
  (
    weights: Weights,
    hidden: tf.Tensor2D,
    batch: Batch,
  ): { readonly loss: tf.Scalar; readonly upstream: tf.Tensor2D; readonly gradients: Map<string, tf.Tensor> };
  dispose(): void;
}

/** The last norm, the head and the loss, some tokens at a time. */
export function compileLlamaHead({ config, precision, isTrained }: LlamaGradientsOptions): LlamaHead {
  const names = ["final_norm", headMatrix(config)];
  const trained = names.filter(isTrained);
  const part = compile((inputs) => {
    const [hidden, targets, shares, ...values] = inputs as [tf.Tensor, tf.Tensor1D, tf.Tensor1D, ...tf.Tensor[]];
    const weights = new Map(names.map((name, index) => [name, values[index] as tf.Tensor]));
    const loss = (state: tf.Tensor, ...changed: tf.Tensor[]): tf.Scalar => {
      const here = new Map([...weights, ...trained.map((name, index) => [name, changed[index] as tf.Tensor] as const)]);
      const normed = rmsNorm(state as tf.Tensor2D, here.get("final_norm") as tf.Tensor, config.normEpsilon);
      const logits = llamaLogits(config, here, normed, precision);
      return tf.sum(tf.mul(tokenCrossEntropy(logits, targets), shares));
    };
    const { value, grads } = tf.valueAndGrads(loss)([hidden, ...trained.map((name) => weights.get(name) as tf.Tensor)]);
    return [value, ...grads];
  });

  const run = (weights: Weights, hidden: tf.Tensor2D, { targets, targetWeights }: Batch): ReturnType<LlamaHead> => {
    const counted = targetWeights.reduce((sum, weight) => sum + weight, 0);
    const values = names.map((name) => weights.get(name) as tf.Tensor);
    const upstreams: tf.Tensor2D[] = [];
    let sums: tf.Tensor[] = [];
    for (let from = 0; from < targets.length; from += trainedLogitTokens) {
      const to = Math.min(from + trainedLogitTokens, targets.length);
      const inputs = [
        tf.slice(hidden, [from, 0], [to - from, -1]),
        tf.tensor1d(targets.subarray(from, to), "int32"),
        tf.tensor1d(targetWeights.subarray(from, to).map((weight) => weight / counted)),
      ];
      const [loss, upstream, ...found] = part([...inputs, ...values]) as [tf.Tensor, tf.Tensor2D, ...tf.Tensor[]];
      upstreams.push(upstream);
      const summed = sums.length === 0 ? [loss, ...found] : addEach(sums, [loss, ...found]);
      tf.dispose(inputs);
      sums = summed;
    }
    const upstream = tf.concat(upstreams, 0);
    tf.dispose(upstreams);
    const [loss, ...found] = sums as [tf.Scalar, ...tf.Tensor[]];
    return { loss, upstream, gradients: new Map(trained.map((name, index) => [name, found[index] as tf.Tensor])) };
  };
  return Object.assign(run, { dispose: () => part.dispose() });
}
