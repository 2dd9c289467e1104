/**
 * A decoder-only transformer as the paper's tiny model: RMSNorm before each sublayer, causal rotary
 * attention, a ReLU feed-forward layer, no biases (each layer as T5's, section 5.1 of the paper).
 */
import type { ModelConfig } from "@resonance-rope/contracts";
import { type Precision, embedding, reluFeedForward, rmsNorm } from "@resonance-rope/tfjs-runtime";
import * as tf from "@tensorflow/tfjs-core";
import { type Attend, attendCausally, attention } from "./blocks/attention.js";
import type { Dropout } from "./blocks/dropout.js";
import { normalized } from "./blocks/normalized.js";
import type { RotaryTensors } from "./rotary-tensors.js";

/** Tensors by parameter name (parameters.ts). */
export type Weights = ReadonlyMap<string, tf.Tensor>;

export interface DecoderInput {
  /** int32, B·T token ids, row by row. */
  readonly tokens: tf.Tensor1D;
  readonly batch: number;
  /** T rows, of the positions of these tokens. */
  readonly rotary: RotaryTensors;
  readonly dropout: Dropout;
  /** Of the products inside the blocks. */
  readonly precision: Precision;
  /** How a layer looks at tokens; by default at those of this call, causally. */
  readonly attend?: (layer: number) => Attend;
}

/** Logits (B·T) x V: row b·T + t scores what follows the first t + 1 tokens of sequence b. */
export function decoderLogits(
  config: ModelConfig,
  headDimension: number,
  weights: Weights,
  input: DecoderInput,
): tf.Tensor2D {
  const { tokens, batch, rotary, dropout, precision, attend = () => attendCausally } = input;
  const length = tokens.size / batch;
  const weight = (name: string): tf.Tensor2D => weights.get(name) as tf.Tensor2D;
  const scale = config.attentionScale === "none" ? 1 : headDimension ** -0.5;
  const shape = { batch, tokens: length, heads: config.heads, keyValueHeads: config.heads, headDimension };

  let hidden: tf.Tensor2D = dropout.apply(embedding(weight("embedding"), tokens));
  for (let layer = 0; layer < config.layers; layer++) {
    const name = `blocks.${layer}`;
    const normed = normalized(hidden, weight(`${name}.attention_norm`), config.normEpsilon);
    const heads = {
      query: normed.scaled(weight(`${name}.attention.query`)),
      key: normed.scaled(weight(`${name}.attention.key`)),
      value: normed.scaled(weight(`${name}.attention.value`)),
      output: weight(`${name}.attention.output`),
    };
    const attended = attention(normed.x, heads, shape, { rotary, attend: attend(layer), scale, dropout, precision });
    hidden = tf.add(hidden, dropout.apply(attended));
    const renormed = normalized(hidden, weight(`${name}.feed_forward_norm`), config.normEpsilon);
    const layers = {
      up: renormed.scaled(weight(`${name}.feed_forward.up`)),
      down: weight(`${name}.feed_forward.down`),
    };
    const keep = dropout.mask([tokens.size, config.feedForwardWidth]);
    hidden = tf.add(hidden, dropout.apply(reluFeedForward(renormed.x, layers, { precision, keep })));
  }
  if (config.head === "separate") {
    const last = normalized(hidden, weight("final_norm"), config.normEpsilon);
    return tf.matMul(dropout.apply(last.x), last.scaled(weight("head")));
  }
  const last = dropout.apply(rmsNorm(hidden, weight("final_norm"), config.normEpsilon));
  return tf.matMul(tf.mul(last, config.width ** -0.5), weight("embedding"), false, true);
}
