/**
 * How llama.cpp lays out the pairs of an architecture: `llama_model_rope_type` of src/llama-model.cpp, as it stood
 * in 2026. Weights are stored to match: the converter permutes the rows of query and key where it is interleaved.
 */
import type { PairLayout } from "@resonance-rope/rope-core";

/** LLAMA_ROPE_TYPE_NORM. */
const interleaved = new Set([
  "llama",
  "llada",
  "llama4",
  "deci",
  "baichuan",
  "starcoder",
  "internlm2",
  "minicpm",
  "xverse",
  "command-r",
  "cohere2",
  "cohere2moe",
  "olmo",
  "arctic",
  "deepseek",
  "deepseek2",
  "deepseek2-ocr",
  "deepseek32",
  "deepseek4",
  "plm",
  "chatglm",
  "glm4",
  "glm-dsa",
  "granite",
  "granitemoe",
  "granitehybrid",
  "granite-swa",
  "chameleon",
  "bailingmoe",
  "neo-bert",
  "smollm3",
  "arcee",
  "ernie4_5",
  "ernie4_5-moe",
  "mistral3",
  "mistral4",
  "eagle3",
  "llama-embed",
  "maincoder",
  "nanbeige",
]);

/** LLAMA_ROPE_TYPE_NONE: other positions, or none. */
const unrotated = new Set([
  "clip",
  "gpt2",
  "gptj",
  "mpt",
  "refact",
  "bloom",
  "mamba",
  "mamba2",
  "jamba",
  "jina-bert-v2",
  "t5",
  "t5encoder",
  "jais",
  "rwkv6",
  "rwkv6qwen2",
  "rwkv7",
  "arwkv7",
  "wavtokenizer-dec",
  "nemotron_h",
  "nemotron_h_moe",
  "kimi-linear",
]);

/**
 * Null where the architecture does not rotate. One that the lists do not have is taken as half-split: most are,
 * all newer ones among them, and frequencies do not depend on it. M-RoPE of text is half-split RoPE.
 */
export function rotaryLayoutOf(architecture: string): PairLayout | null {
  if (unrotated.has(architecture)) return null;
  return interleaved.has(architecture) ? "interleaved" : "half-split";
}
