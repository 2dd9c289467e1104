/** A random LLaMA of two layers in a Hugging Face folder, with a tokenizer of one token a byte. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { randomSource } from "@resonance-rope/contracts";
import { type LlamaConfig, llamaParameters } from "@resonance-rope/model-tiny";
import { type SafetensorsTensor, writeSafetensors } from "@resonance-rope/rope-interop";

export const endOfText = "<|end|>";

const headDimension = 8;
const config: LlamaConfig = {
  vocabularySize: 257,
  layers: 2,
  width: 32,
  heads: 4,
  keyValueHeads: 2,
  feedForwardWidth: 64,
  normEpsilon: 1e-5,
  biases: false,
  head: "tied",
};

/** The names that transformers has for what llama-parameters.ts lists. */
const names: Readonly<Record<string, string>> = {
  embedding: "model.embed_tokens",
  final_norm: "model.norm",
  attention_norm: "input_layernorm",
  "attention.query": "self_attn.q_proj",
  "attention.key": "self_attn.k_proj",
  "attention.value": "self_attn.v_proj",
  "attention.output": "self_attn.o_proj",
  feed_forward_norm: "post_attention_layernorm",
  "feed_forward.gate": "mlp.gate_proj",
  "feed_forward.up": "mlp.up_proj",
  "feed_forward.down": "mlp.down_proj",
};

/** @param more of config.json. */
export async function writeTinyLlama(folder: string, more: object = {}): Promise<void> {
  await mkdir(folder, { recursive: true });
  const write = (name: string, content: object | Uint8Array): Promise<void> =>
    writeFile(join(folder, name), content instanceof Uint8Array ? content : JSON.stringify(content));
  await write("config.json", {
    architectures: ["LlamaForCausalLM"],
    model_type: "llama",
    vocab_size: config.vocabularySize,
    num_hidden_layers: config.layers,
    hidden_size: config.width,
    num_attention_heads: config.heads,
    num_key_value_heads: config.keyValueHeads,
    head_dim: headDimension,
    intermediate_size: config.feedForwardWidth,
    rms_norm_eps: config.normEpsilon,
    hidden_act: "silu",
    tie_word_embeddings: true,
    max_position_embeddings: 32,
    rope_theta: 10_000,
    ...more,
  });
  await write("model.safetensors", weights());
  await write("tokenizer.json", tokenizer());
  await write("tokenizer_config.json", { eos_token: endOfText, tokenizer_class: "PreTrainedTokenizerFast" });
}

function weights(): Uint8Array {
  const random = randomSource(0);
  const tensors = new Map<string, SafetensorsTensor>();
  for (const { name, shape, role } of llamaParameters(config, headDimension)) {
    const [, layer, rest = name] = /^blocks\.(\d+)\.(.+)$/u.exec(name) ?? [];
    const theirs = `${layer === undefined ? "" : `model.layers.${layer}.`}${names[rest]}.weight`;
    const data = Float32Array.from({ length: shape.reduce((product, size) => product * size, 1) }, () =>
      role === "vector" ? 1 : 0.1 * random.normal(),
    );
    tensors.set(theirs, { dtype: "F32", shape: name === "embedding" ? [...shape] : shape.toReversed(), data });
  }
  return writeSafetensors(tensors, { format: "pt" });
}

/** GPT-2's characters for bytes: those that print as themselves, the others from 256 on. */
function tokenizer(): object {
  const prints = (byte: number): boolean =>
    (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || (byte >= 174 && byte <= 255);
  let next = 256;
  const characters = Array.from({ length: 256 }, (_, byte) => String.fromCodePoint(prints(byte) ? byte : next++));
  const byteLevel = { type: "ByteLevel", add_prefix_space: false, trim_offsets: true, use_regex: true };
  const vocab = Object.fromEntries([...characters, endOfText].map((token, id) => [token, id]));
  return {
    version: "1.0",
    added_tokens: [
      {
        id: 256,
        content: endOfText,
        special: true,
        single_word: false,
        lstrip: false,
        rstrip: false,
        normalized: false,
      },
    ],
    normalizer: null,
    pre_tokenizer: byteLevel,
    post_processor: null,
    decoder: byteLevel,
    model: { type: "BPE", vocab, merges: [], unk_token: null },
  };
}
