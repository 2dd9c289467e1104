/**
 * A LLaMA-family decoder's parameters: names and shapes.
 *
 * d width, H heads of queries and K of keys and values, D head dimension, F feed-forward width, V vocabulary. Matrices
 * are stored input first: a layer computes x · W, so PyTorch's `nn.Linear` and GGUF hold the transpose.
 *
 * | name | shape |
 * |---|---|
 * | `embedding` | V x d |
 * | `blocks.N.attention_norm`, `blocks.N.feed_forward_norm` | d |
 * | `blocks.N.attention.query` | d x H·D |
 * | `blocks.N.attention.key`, `.value` | d x K·D |
 * | `blocks.N.attention.query_bias`, `.key_bias`, `.value_bias` (with biases) | H·D, K·D, K·D |
 * | `blocks.N.attention.output` | H·D x d |
 * | `blocks.N.feed_forward.gate`, `.up` | d x F |
 * | `blocks.N.feed_forward.down` | F x d |
 * | `final_norm` | d |
 * | `head` (separate only) | d x V |
 */
import type { LlamaConfig } from "./llama-config.js";

export interface LlamaParameter {
  readonly name: string;
  readonly shape: readonly number[];
  /** Gains of RMSNorm and biases are not decayed. */
  readonly role: "matrix" | "vector";
}

export function llamaParameters(config: LlamaConfig, headDimension: number): LlamaParameter[] {
  const { vocabularySize: V, width: d, heads, keyValueHeads, feedForwardWidth: F, layers, biases, head } = config;
  const [query, key] = [heads * headDimension, keyValueHeads * headDimension];
  const matrix = (name: string, rows: number, columns: number): LlamaParameter => ({
    name,
    shape: [rows, columns],
    role: "matrix",
  });
  const vector = (name: string, size: number): LlamaParameter => ({ name, shape: [size], role: "vector" });
  const block = (index: number): LlamaParameter[] => {
    const name = `blocks.${index}`;
    return [
      vector(`${name}.attention_norm`, d),
      matrix(`${name}.attention.query`, d, query),
      matrix(`${name}.attention.key`, d, key),
      matrix(`${name}.attention.value`, d, key),
      ...(biases
        ? [
            vector(`${name}.attention.query_bias`, query),
            vector(`${name}.attention.key_bias`, key),
            vector(`${name}.attention.value_bias`, key),
          ]
        : []),
      matrix(`${name}.attention.output`, query, d),
      vector(`${name}.feed_forward_norm`, d),
      matrix(`${name}.feed_forward.gate`, d, F),
      matrix(`${name}.feed_forward.up`, d, F),
      matrix(`${name}.feed_forward.down`, F, d),
    ];
  };
  return [
    matrix("embedding", V, d),
    ...Array.from({ length: layers }, (_, index) => block(index)).flat(),
    vector("final_norm", d),
    ...(head === "separate" ? [matrix("head", d, V)] : []),
  ];
}

/** Whether PyTorch's layers and both file formats hold it output first. */
export function isTransposedInFiles({ name, role }: LlamaParameter): boolean {
  return role === "matrix" && name !== "embedding";
}

export function fileShape(parameter: LlamaParameter): readonly number[] {
  return isTransposedInFiles(parameter) ? parameter.shape.toReversed() : parameter.shape;
}

/** Whether it makes queries or keys, whose dimensions stand in pairs. */
export function hasPairs({ name }: LlamaParameter): boolean {
  return /attention\.(?:query|key)(?:_bias)?$/u.test(name);
}
