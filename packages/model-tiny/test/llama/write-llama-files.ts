/** The cases of read-llama-case.ts as files, in names and orders written out here once more. */
import { mkdir, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import {
  type GgufMetadataValue,
  type NewTensor,
  type WritableGgmlType,
  ggufFile,
  safetensorsFiles,
} from "@resonance-rope/rope-interop";
import { writeNewFiles } from "@resonance-rope/rope-interop/node";
import type { LlamaCase } from "./read-llama-case.js";

/** A parameter as files have it: output first. */
interface StoredParameter {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

export async function writeFolder(
  folder: string,
  reference: LlamaCase,
  { config = {}, shardBytes, without = [] }: { config?: object; shardBytes?: number; without?: readonly string[] } = {},
): Promise<void> {
  const { scaling, trainedLength, base, headDimension } = reference.rope;
  const own = reference.config;
  const yarn = scaling.type === "yarn" ? { rope_type: "yarn", factor: scaling.factor, beta_fast: 2, beta_slow: 1 } : {};
  const length = scaling.type === "yarn" ? { original_max_position_embeddings: trainedLength } : {};
  const tensors = stored(reference).map(({ name, shape, values }) => {
    const [, layer, part = name] = /^blocks\.(\d+)\.(.+)$/u.exec(name) ?? [];
    const place = layer === undefined ? "" : `model.layers.${layer}.`;
    return { name: `${place}${huggingFaceNames[part]}`, shape, type: "F32" as const, values: () => values };
  });
  await mkdir(folder, { recursive: true });
  await writeFile(
    join(folder, "config.json"),
    JSON.stringify({
      model_type: own.biases ? "qwen2" : "llama",
      vocab_size: own.vocabularySize,
      num_hidden_layers: own.layers,
      hidden_size: own.width,
      head_dim: headDimension,
      num_attention_heads: own.heads,
      num_key_value_heads: own.keyValueHeads,
      intermediate_size: own.feedForwardWidth,
      rms_norm_eps: own.normEpsilon,
      tie_word_embeddings: own.head === "tied",
      max_position_embeddings: 4 * trainedLength,
      dtype: "float32",
      rope_parameters: { rope_type: "default", rope_theta: base, ...yarn, ...length },
      ...config,
    }),
  );
  const kept = tensors.filter(({ name }) => !without.includes(name));
  await writeNewFiles(folder, safetensorsFiles(kept, shardBytes === undefined ? {} : { shardBytes }));
}

/** @param more metadata in place of its own. @param extra tensors beside its own. */
export async function writeGguf(
  path: string,
  reference: LlamaCase,
  more: Readonly<Record<string, GgufMetadataValue>> = {},
  extra: readonly NewTensor<WritableGgmlType>[] = [],
): Promise<void> {
  const { config, rope } = reference;
  const architecture = config.biases ? "qwen2" : "llama";
  const whole = (value: number): GgufMetadataValue => ({ type: "uint32", value });
  const keys: Record<string, GgufMetadataValue> = {
    context_length: whole(rope.trainedLength),
    block_count: whole(config.layers),
    embedding_length: whole(config.width),
    feed_forward_length: whole(config.feedForwardWidth),
    "attention.head_count": whole(config.heads),
    "attention.head_count_kv": whole(config.keyValueHeads),
    "attention.key_length": whole(rope.headDimension),
    "attention.value_length": whole(rope.headDimension),
    "attention.layer_norm_rms_epsilon": { type: "float32", value: config.normEpsilon },
    "rope.dimension_count": whole(rope.headDimension),
    "rope.freq_base": { type: "float32", value: rope.base },
  };
  const metadata = new Map<string, GgufMetadataValue>([
    ["general.architecture", { type: "string", value: architecture }],
    ...Object.entries(keys).map(([key, value]) => [`${architecture}.${key}`, value] as const),
    ...Object.entries(more),
  ]);
  const tensors = stored(reference).map(({ name, shape, values }) => {
    const [, layer, part = name] = /^blocks\.(\d+)\.(.+)$/u.exec(name) ?? [];
    const isTurned = architecture === "llama" && /query|key/u.test(part);
    return {
      name: `${layer === undefined ? "" : `blk.${layer}.`}${ggufNames[part]}`,
      shape,
      type: "F32" as const,
      values: () => (isTurned ? interleaved(values, shape[0] ?? 0, rope.headDimension) : values),
    };
  });
  await writeNewFiles(dirname(path), new Map([[basename(path), ggufFile(metadata, [...tensors, ...extra])]]));
}

function stored(reference: LlamaCase): StoredParameter[] {
  return [...reference.weights()].map(([name, tensor]) => {
    const values = tensor.dataSync() as Float32Array;
    const [rows = 0, columns = 1] = tensor.shape;
    tensor.dispose();
    if (tensor.shape.length === 1 || name === "embedding") return { name, shape: tensor.shape, values };
    const at = (index: number): number => values[(index % rows) * columns + Math.floor(index / rows)] as number;
    return { name, shape: [columns, rows], values: Float32Array.from(values, (_, index) => at(index)) };
  });
}

/** As llama.cpp's converter permutes the rows of a head: (j, j + P) become (2j, 2j + 1). */
function interleaved(values: Float32Array, rows: number, headDimension: number): Float32Array {
  const columns = values.length / rows;
  const half = headDimension / 2;
  return Float32Array.from(values, (_, index) => {
    const row = Math.floor(index / columns);
    const inHead = row % headDimension;
    const source = row - inHead + Math.floor(inHead / 2) + (inHead % 2) * half;
    return values[source * columns + (index % columns)] as number;
  });
}

const huggingFaceNames: Readonly<Record<string, string>> = {
  embedding: "model.embed_tokens.weight",
  final_norm: "model.norm.weight",
  head: "lm_head.weight",
  attention_norm: "input_layernorm.weight",
  "attention.query": "self_attn.q_proj.weight",
  "attention.key": "self_attn.k_proj.weight",
  "attention.value": "self_attn.v_proj.weight",
  "attention.query_bias": "self_attn.q_proj.bias",
  "attention.key_bias": "self_attn.k_proj.bias",
  "attention.value_bias": "self_attn.v_proj.bias",
  "attention.output": "self_attn.o_proj.weight",
  feed_forward_norm: "post_attention_layernorm.weight",
  "feed_forward.gate": "mlp.gate_proj.weight",
  "feed_forward.up": "mlp.up_proj.weight",
  "feed_forward.down": "mlp.down_proj.weight",
};

const ggufNames: Readonly<Record<string, string>> = {
  embedding: "token_embd.weight",
  final_norm: "output_norm.weight",
  head: "output.weight",
  attention_norm: "attn_norm.weight",
  "attention.query": "attn_q.weight",
  "attention.key": "attn_k.weight",
  "attention.value": "attn_v.weight",
  "attention.query_bias": "attn_q.bias",
  "attention.key_bias": "attn_k.bias",
  "attention.value_bias": "attn_v.bias",
  "attention.output": "attn_output.weight",
  feed_forward_norm: "ffn_norm.weight",
  "feed_forward.gate": "ffn_gate.weight",
  "feed_forward.up": "ffn_up.weight",
  "feed_forward.down": "ffn_down.weight",
};
