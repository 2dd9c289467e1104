/** A GGUF's metadata and tensors as a LLaMA-family model, or why it is none that is computed here. */
import {
  type GgufModel,
  type ModelDescription,
  type ModelTensor,
  ggufTensors,
  metadataOf,
} from "@resonance-rope/rope-interop";
import { foreignModel } from "./foreign-model.js";
import type { LlamaFile } from "./llama-file.js";

/** Architectures of llama.cpp whose graph is this decoder. */
const architectures: readonly string[] = ["llama", "qwen2"];

/** Keys that change what is computed wherever they are not 0. */
const foreignKeys = [
  "expert_count",
  "attention.sliding_window",
  "attention.scale",
  "attention.clamp_kqv",
  "attn_logit_softcapping",
  "final_logit_softcapping",
  "logit_scale",
  "residual_scale",
  "embedding_scale",
];

/** Of the position encoding, which the description holds. */
export const ropeTensors: RegExp = /^rope_(?:freqs|factors_long|factors_short)\.weight$/u;

/** @throws ResonanceError of kind `invalid-file` for a model with parts that are not computed here. */
export function llamaOfGguf(model: GgufModel, description: ModelDescription): LlamaFile {
  const { architecture, spec } = description;
  if (!architectures.includes(architecture))
    throw foreignModel(`an architecture of ${architectures.join(", ")}`, architecture);
  const metadata = metadataOf(model.header, "loadLlama");
  for (const name of foreignKeys) {
    const value = metadata.number(`${architecture}.${name}`) ?? 0;
    if (value !== 0) throw foreignModel(`a model without ${architecture}.${name}`, String(value));
  }
  const size = (name: string, usual?: number): number => {
    const value = metadata.whole(`${architecture}.${name}`) ?? usual ?? 0;
    if (value >= 1) return value;
    throw foreignModel(`${architecture}.${name} from 1 on`, value === 0 ? "none" : String(value));
  };
  const valueLength = size("attention.value_length", spec.headDimension);
  if (valueLength !== spec.headDimension)
    throw foreignModel(`values as long as keys, ${spec.headDimension}`, String(valueLength));

  const tensors = new Map([...ggufTensors(model)].filter(([name]) => !ropeTensors.test(name)));
  const heads = size("attention.head_count");
  return {
    format: "gguf",
    config: {
      vocabularySize: rowsOf(tensors, "token_embd.weight"),
      layers: size("block_count"),
      width: size("embedding_length"),
      heads,
      keyValueHeads: size("attention.head_count_kv", heads),
      feedForwardWidth: size("feed_forward_length"),
      // llama.cpp has no default for it.
      normEpsilon:
        metadata.number(`${architecture}.attention.layer_norm_rms_epsilon`) ?? missing("layer_norm_rms_epsilon"),
      biases: tensors.has("blk.0.attn_q.bias"),
      head: tensors.has("output.weight") ? "separate" : "tied",
    },
    description,
    tensors,
  };
}

function rowsOf(tensors: ReadonlyMap<string, ModelTensor>, name: string): number {
  return tensors.get(name)?.shape[0] ?? missing(name);
}

function missing(what: string): never {
  throw foreignModel(`a GGUF with ${what}`, "none");
}
