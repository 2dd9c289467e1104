/**
 * A LLaMA-family decoder (Touvron et al. 2023): RMSNorm before each sublayer, causal rotary attention with grouped
 * queries, SwiGLU. On the same blocks as the paper's decoder (decoder.ts).
 */
import { type Precision, matrixProduct, swigluFeedForward } from "@resonance-rope/tfjs-runtime";
import * as tf from "@tensorflow/tfjs-core";
import { type Attend, attention } from "../blocks/attention.js";
import { noDropout } from "../blocks/dropout.js";
import { normalized } from "../blocks/normalized.js";
import { adaptedMatrix } from "./low-rank-adapters.js";
import type { Weights } from "../decoder.js";
import type { RotaryTensors } from "../rotary-tensors.js";
import type { LlamaConfig } from "./llama-config.js";

export interface LlamaBlockInput {
  /** (B·T) x d */
  readonly hidden: tf.Tensor2D;
  /** B */
  readonly batch: number;
  readonly layer: number;
  /** T rows, of the positions of these tokens. */
  readonly rotary: RotaryTensors;
  readonly precision: Precision;
  /** How it looks at tokens. */
  readonly attend: Attend;
}

/** What one layer makes of the hidden states. */
export function llamaBlock(
  { heads, keyValueHeads, normEpsilon, biases }: LlamaConfig,
  headDimension: number,
  weights: Weights,
  { hidden, layer, batch, rotary, precision, attend }: LlamaBlockInput,
): tf.Tensor2D {
  const weight = <T extends tf.Tensor>(name: string): T => weights.get(`blocks.${layer}.${name}`) as T;
  const adapted = (name: string): tf.Tensor2D => adaptedMatrix(weights, `blocks.${layer}.${name}`);
  const normed = normalized(hidden, weight("attention_norm"), normEpsilon);
  const attended = attention(
    normed.x,
    {
      query: normed.scaled(adapted("attention.query")),
      key: normed.scaled(adapted("attention.key")),
      value: normed.scaled(adapted("attention.value")),
      output: adapted("attention.output"),
      biases: biases
        ? {
            query: weight("attention.query_bias"),
            key: weight("attention.key_bias"),
            value: weight("attention.value_bias"),
          }
        : undefined,
    },
    { batch, tokens: hidden.shape[0] / batch, heads, keyValueHeads, headDimension },
    { rotary, attend, scale: headDimension ** -0.5, dropout: noDropout, precision },
  );
  const middle: tf.Tensor2D = tf.add(hidden, attended);
  const renormed = normalized(middle, weight("feed_forward_norm"), normEpsilon);
  const layers = {
    gate: renormed.scaled(weight("feed_forward.gate")),
    up: renormed.scaled(weight("feed_forward.up")),
    down: weight<tf.Tensor2D>("feed_forward.down"),
  };
  return tf.add(middle, swigluFeedForward(renormed.x, layers, { precision }));
}

/** Logits N x V of hidden states N x d. */
export function llamaLogits(
  config: LlamaConfig,
  weights: Weights,
  hidden: tf.Tensor2D,
  precision: Precision,
): tf.Tensor2D {
  const matrix = weights.get(headMatrix(config)) as tf.Tensor2D;
  return matrixProduct(hidden, matrix, { transposeB: config.head === "tied", precision });
}

/** Name of the weights that hidden states are multiplied by in the end. */
export const headMatrix = ({ head }: LlamaConfig): "embedding" | "head" => (head === "tied" ? "embedding" : "head");
