/** The memory that reading and going on with a text of some length takes, so that what cannot fit is refused before. */
import type { LlamaConfig } from "@resonance-rope/model-tiny";
import { bytesPerNumber, engineBytes } from "./engine-memory.js";
import { llamaParameterCount } from "./llama-parameter-count.js";

/** Queries of a block of attention, and tokens whose logits are held at once; both as values, weights and a sum. */
const [blockTokens, blockCopies] = [128, 3];

/** In bytes. @param length in tokens. */
export function memoryOfReading(config: LlamaConfig, headDimension: number, length: number): number {
  const { layers, heads, keyValueHeads, vocabularySize } = config;
  const parameters = llamaParameterCount(config, headDimension);
  // Keys and values, and those of a stretch before while it grows.
  const caches = 2 * 2 * layers * keyValueHeads * headDimension * length;
  const ofOneBlock = blockCopies * blockTokens * Math.max(heads * length, vocabularySize);
  return engineBytes + bytesPerNumber * (parameters + caches + ofOneBlock);
}
