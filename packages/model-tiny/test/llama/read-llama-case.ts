/** A case that tooling/oracles/llama_reference.py wrote: a random LLaMA, and what transformers makes of a batch. */
import { readFileSync } from "node:fs";
import type { RopeSpec } from "@resonance-rope/rope-core";
import { readSafetensors } from "@resonance-rope/rope-interop";
import * as tf from "@tensorflow/tfjs-core";
import { type LlamaConfig, llamaParameters } from "../../src/index.js";

export interface LlamaCase {
  readonly config: LlamaConfig;
  readonly rope: RopeSpec;
  /** B sequences of T tokens, row by row. */
  readonly tokens: Int32Array;
  readonly batch: number;
  /** ln p of each token after the first, B x (T - 1). */
  readonly logProbabilities: Float32Array;
  /** New tensors by name, the caller's. */
  weights(): Map<string, tf.Tensor>;
  gradient(name: string): Float32Array;
}

export const llamaCases = ["llama", "llama-yarn-tied", "qwen2"] as const;

export function readLlamaCase(name: (typeof llamaCases)[number]): LlamaCase {
  const { tensors, metadata } = readSafetensors(
    readFileSync(new URL(`reference/${name}.safetensors`, import.meta.url)),
  );
  const { config, rope } = JSON.parse(metadata["case"] ?? "") as Pick<LlamaCase, "config" | "rope">;
  const data = <T>(tensor: string): T => tensors.get(tensor)?.data as T;
  return {
    config,
    rope,
    tokens: data<Int32Array>("tokens"),
    batch: tensors.get("tokens")?.shape[0] ?? 0,
    logProbabilities: data<Float32Array>("log_probabilities"),
    weights: () =>
      new Map(
        llamaParameters(config, rope.headDimension).map(({ name: parameter, shape }) => [
          parameter,
          tf.tensor(data<Float32Array>(`weight.${parameter}`), [...shape]),
        ]),
      ),
    gradient: (parameter) => data<Float32Array>(`gradient.${parameter}`),
  };
}
