/** A Hugging Face folder's config and tensors as a LLaMA-family model, or why it is none that is computed here. */
import { validate } from "@resonance-rope/contracts";
import type { HuggingFaceConfig, ModelTensor } from "@resonance-rope/rope-interop";
import * as z from "zod";
import { foreignModel } from "./foreign-model.js";
import type { LlamaFile } from "./llama-file.js";

/** Model types of transformers whose decoder is this one. */
const modelTypes: readonly string[] = ["llama", "mistral", "qwen2"];

/** K of a config that does not say, where transformers takes something else than the heads of queries. */
const usualKeyValueHeads: Readonly<Record<string, number>> = { mistral: 8, qwen2: 32 };

const count = z.int().positive();
const schema = z.looseObject({
  vocab_size: count,
  num_hidden_layers: count,
  hidden_size: count,
  num_attention_heads: count,
  num_key_value_heads: count.nullish(),
  intermediate_size: count,
  rms_norm_eps: z.number().positive(),
  hidden_act: z.string().nullish(),
  tie_word_embeddings: z.boolean().nullish(),
  attention_bias: z.boolean().nullish(),
  mlp_bias: z.boolean().nullish(),
  sliding_window: z.number().nullish(),
  use_sliding_window: z.boolean().nullish(),
  layer_types: z.array(z.string()).nullish(),
  quantization_config: z.unknown().optional(),
});
type Config = z.infer<typeof schema>;

/** @throws ResonanceError of kind `invalid-file` for a model with parts that are not computed here. */
export function llamaOfHuggingFace(
  { description, config: json }: HuggingFaceConfig,
  tensors: ReadonlyMap<string, ModelTensor>,
): LlamaFile {
  const { architecture } = description;
  if (!modelTypes.includes(architecture)) throw foreignModel(`a model type of ${modelTypes.join(", ")}`, architecture);
  const where = "loadLlama";
  const config = validate(schema, json, { kind: "invalid-file", where, what: "config.json of a LLaMA-family model" });
  for (const [part, found] of Object.entries(foreignParts(config, architecture)))
    if (found !== null) throw foreignModel(`a config without ${part}`, found);
  const { num_attention_heads: heads, num_key_value_heads: keyValueHeads = usualKeyValueHeads[architecture] } = config;
  return {
    format: "hugging-face",
    config: {
      vocabularySize: config.vocab_size,
      layers: config.num_hidden_layers,
      width: config.hidden_size,
      heads,
      keyValueHeads: keyValueHeads ?? heads,
      feedForwardWidth: config.intermediate_size,
      normEpsilon: config.rms_norm_eps,
      biases: architecture === "qwen2",
      head: config.tie_word_embeddings === true ? "tied" : "separate",
    },
    description,
    tensors,
  };
}

/** What the decoder here does not compute, and where the config asks for it; null where it does not. */
function foreignParts(config: Config, architecture: string): Readonly<Record<string, string | null>> {
  const { use_sliding_window: slides, layer_types: layers, hidden_act: act = "silu" } = config;
  // What transformers takes for a Mistral whose config does not say.
  const { sliding_window: window = architecture === "mistral" ? 4096 : null } = config;
  // Qwen2 has a window that it does not use, unless told to.
  const hasWindow =
    typeof window === "number" && (architecture === "qwen2" ? slides === true : architecture === "mistral");
  const otherLayer = layers?.find((layer) => layer !== "full_attention");
  return {
    "sliding windows": hasWindow
      ? `sliding_window ${window}`
      : otherLayer === undefined
        ? null
        : `layers of ${otherLayer}`,
    "another activation than silu": act === "silu" ? null : `hidden_act ${act}`,
    "biases on all projections": config.attention_bias === true ? "attention_bias true" : null,
    "biases in the feed-forward layers": config.mlp_bias === true ? "mlp_bias true" : null,
    // transformers loads a Mistral without it, as it does others with null.
    "num_key_value_heads null":
      architecture === "mistral" && config.num_key_value_heads === null ? "that in a mistral" : null,
    "quantised weights": config.quantization_config == null ? null : "a quantization_config",
  };
}
