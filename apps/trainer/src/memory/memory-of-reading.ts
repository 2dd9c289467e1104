/** The memory that reading and going on with a text of some length takes, so that what cannot fit is refused before. */
import { type LlamaConfig, scoredLogitTokens } from "@resonance-rope/model-tiny";
import { attentionBlockTokens } from "@resonance-rope/tfjs-runtime";
import { bytesPerNumber, engineBytes } from "./engine-memory.js";
import { llamaParameterCount } from "./llama-parameter-count.js";

/** A block of attention, and the logits that are held at once: values, weights and a sum. */
const copies = 3;

/** In bytes. @param length in tokens. */
export function memoryOfReading(config: LlamaConfig, headDimension: number, length: number): number {
  const { layers, heads, keyValueHeads, vocabularySize } = config;
  const parameters = llamaParameterCount(config, headDimension);
  // Keys and values, and those of a stretch before while it grows.
  const caches = 2 * 2 * layers * keyValueHeads * headDimension * length;
  const ofOneBlock = copies * Math.max(attentionBlockTokens * heads * length, scoredLogitTokens * vocabularySize);
  return engineBytes + bytesPerNumber * (parameters + caches + ofOneBlock);
}
