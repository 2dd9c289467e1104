/**
 * A decoder-only transformer as the paper's tiny model: RMSNorm before each sublayer, causal rotary
 * attention, a ReLU feed-forward layer, no biases (each layer as T5's, section 5.1 of the paper).
 */
import type { ModelConfig } from "@resonance-rope/contracts";
import * as tf from "@tensorflow/tfjs-core";
import { attention } from "./blocks/attention.js";
import type { Dropout } from "./blocks/dropout.js";
import { rmsNorm } from "./blocks/rms-norm.js";
import type { RotaryTensors } from "./rotary-tensors.js";

/** Tensors by parameter name (parameters.ts). */
export type Weights = ReadonlyMap<string, tf.Tensor>;

export interface DecoderInput {
  /** int32, B·T token ids, row by row. */
  readonly tokens: tf.Tensor1D;
  readonly batch: number;
  /** At least T rows. */
  readonly rotary: RotaryTensors;
  readonly dropout: Dropout;
}

/** Logits (B·T) x V: row b·T + t scores what follows the first t + 1 tokens of sequence b. */
export function decoderLogits(
  config: ModelConfig,
  headDimension: number,
  weights: Weights,
  input: DecoderInput,
): tf.Tensor2D {
  const { tokens, batch, rotary, dropout } = input;
  const length = tokens.size / batch;
  const weight = (name: string): tf.Tensor2D => weights.get(name) as tf.Tensor2D;
  const shape = { batch, tokens: length, heads: config.heads, headDimension };
  const mask = causalMask(length);

  // A product with one-hot rows: its gradient is a product too, where a gather's would be a scatter.
  const oneHot = tf.cast(tf.oneHot(tokens, config.vocabularySize), "float32") as tf.Tensor2D;
  let hidden: tf.Tensor2D = dropout(tf.matMul<tf.Tensor2D>(oneHot, weight("embedding")));
  for (let layer = 0; layer < config.layers; layer++) {
    const name = `blocks.${layer}`;
    const normed = rmsNorm(hidden, weight(`${name}.attention_norm`), config.normEpsilon);
    const heads = {
      query: weight(`${name}.attention.query`),
      key: weight(`${name}.attention.key`),
      value: weight(`${name}.attention.value`),
      output: weight(`${name}.attention.output`),
    };
    hidden = tf.add(hidden, dropout(attention(normed, heads, shape, rotary, mask, config.attentionScale, dropout)));
    const up = tf.matMul(
      rmsNorm(hidden, weight(`${name}.feed_forward_norm`), config.normEpsilon),
      weight(`${name}.feed_forward.up`),
    );
    hidden = tf.add(hidden, dropout(tf.matMul(dropout(tf.relu(up)), weight(`${name}.feed_forward.down`))));
  }
  const last = dropout(rmsNorm(hidden, weight("final_norm"), config.normEpsilon));
  if (config.head === "separate") return tf.matMul(last, weight("head"));
  return tf.matMul(tf.mul(last, config.width ** -0.5), weight("embedding"), false, true);
}

/** T x T: 0 on and below the diagonal, -1e9 above, which softmax turns into 0. */
function causalMask(length: number): tf.Tensor2D {
  const values = new Float32Array(length * length);
  for (let query = 0; query < length; query++) values.fill(-1e9, query * length + query + 1, (query + 1) * length);
  return tf.tensor2d(values, [length, length]);
}
