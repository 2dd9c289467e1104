/**
 * The weights of a LLaMA-family model out of its file: float32 tensors by the names of llama-parameters.ts, matrices
 * input first, the pairs of queries and keys in the layout that this backend turns fastest. One tensor of the file is
 * in memory beside those that are done.
 */
import { ResonanceError } from "@resonance-rope/contracts";
import type { RopeSpec } from "@resonance-rope/rope-core";
import type { ModelTensor } from "@resonance-rope/rope-interop";
import { fastestPairLayout } from "@resonance-rope/tfjs-runtime";
import * as tf from "@tensorflow/tfjs-core";
import type { Weights } from "../decoder.js";
import type { LlamaConfig } from "./llama-config.js";
import type { LlamaFile } from "./llama-file.js";
import { llamaFileName } from "./llama-file-names.js";
import { type LlamaParameter, fileShape, hasPairs, isTransposedInFiles, llamaParameters } from "./llama-parameters.js";
import { movePairs } from "./move-pairs.js";

const where = "loadLlama";

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
  const found = findTensors(file);
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

/** Each parameter's tensor in the file, of its shape; nothing else may be there. */
function findTensors({ format, config, description, tensors }: LlamaFile): Map<LlamaParameter, ModelTensor> {
  const left = new Set(tensors.keys());
  const found = new Map<LlamaParameter, ModelTensor>();
  for (const parameter of llamaParameters(config, description.spec.headDimension)) {
    const name = llamaFileName(parameter.name, format);
    const tensor = tensors.get(name);
    const shape = fileShape(parameter);
    if (tensor?.shape.join() !== shape.join())
      throw refused(
        `${name} of shape [${shape.join(", ")}]`,
        tensor === undefined ? "none" : `[${tensor.shape.join(", ")}]`,
      );
    left.delete(name);
    found.set(parameter, tensor);
  }
  for (const name of left)
    if (!isSpare(name, config))
      throw refused("the tensors of a plain LLaMA-family decoder alone", `${name.slice(0, 80)} too`);
  return found;
}

/** Old files hold frequencies that nobody reads, and some a head that is the embedding again. */
const isSpare = (name: string, { head }: LlamaConfig): boolean =>
  name.endsWith(".rotary_emb.inv_freq") || (head === "tied" && name === "lm_head.weight");

const refused = (expected: string, received: string): ResonanceError =>
  new ResonanceError({ kind: "invalid-file", where, expected, received });
