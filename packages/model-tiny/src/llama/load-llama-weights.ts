/**
 * The weights of a LLaMA-family model out of its file: float32 tensors by the names of llama-parameters.ts, matrices
 * input first, the pairs of queries and keys in the layout that this backend turns fastest. One tensor of the file is
 * in memory beside those that are done.
 */
import type { RopeSpec } from "@resonance-rope/rope-core";
import type { ModelTensor } from "@resonance-rope/rope-interop";
import { fastestPairLayout } from "@resonance-rope/tfjs-runtime";
import * as tf from "@tensorflow/tfjs-core";
import type { Weights } from "../decoder.js";
import type { LlamaConfig } from "./llama-config.js";
import { findLlamaTensors } from "./find-llama-tensors.js";
import type { LlamaFile } from "./llama-file.js";
import { hasPairs, isTransposedInFiles } from "./llama-parameters.js";
import { movePairs } from "./move-pairs.js";

export interface Llama {
  readonly config: LlamaConfig;
  /** With the pair layout that the weights have here. */
  readonly rope: RopeSpec;
  /** The caller's to dispose of. */
  readonly weights: Weights;
}

export interface LoadLlamaWeightsOptions {
  /** In place of the file's own; its pair layout is not looked at. */
  readonly rope?: RopeSpec;
  readonly signal?: AbortSignal;
}

/** @throws ResonanceError of kind `invalid-file`, before a value is read, where the tensors are not those of the model. */
export async function loadLlamaWeights(file: LlamaFile, options: LoadLlamaWeightsOptions = {}): Promise<Llama> {
  const { config, description } = file;
  const { rope: encoding = description.spec, signal } = options;
  const rope = { ...encoding, pairLayout: fastestPairLayout() };
  const found = findLlamaTensors(file);
  const weights = new Map<string, tf.Tensor>();
  try {
    for (const [parameter, tensor] of found) {
      signal?.throwIfAborted();
      const values = await tensor.values();
      const [rows = 0] = tensor.shape;
      if (hasPairs(parameter)) movePairs(values, rows, description.spec, rope.pairLayout);
      weights.set(parameter.name, isTransposedInFiles(parameter) ? transposed(values, tensor) : plain(values, tensor));
    }
    return { config, rope, weights };
  } catch (error) {
    tf.dispose([...weights.values()]);
    throw error;
  }
}

function plain(values: Float32Array, { shape }: ModelTensor): tf.Tensor {
  return tf.tensor(values, [...shape]);
}

function transposed(values: Float32Array, { shape }: ModelTensor): tf.Tensor {
  return tf.tidy(() => tf.transpose(tf.tensor2d(values, shape as [number, number])));
}
