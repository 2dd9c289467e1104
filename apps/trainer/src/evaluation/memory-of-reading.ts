/** The memory that reading and going on with a text of some length takes, so that what cannot fit is refused before. */
import { ResonanceError } from "@resonance-rope/contracts";
import { type LlamaConfig, llamaParameters } from "@resonance-rope/model-tiny";
import { type Memory, megabytes, thisMachinesMemory } from "../launchers/memory-gate.js";

/** Node and native TensorFlow before the first tensor. */
const engineBytes = 480e6;
const bytesPerNumber = 4;
/** Queries of a block of attention, and tokens whose logits are held at once; both as values, weights and a sum. */
const [blockTokens, blockCopies] = [128, 3];

/** In bytes. @param length in tokens. */
export function memoryOfReading(config: LlamaConfig, headDimension: number, length: number): number {
  const { layers, heads, keyValueHeads, vocabularySize } = config;
  const parameters = llamaParameters(config, headDimension).reduce(
    (total, { shape }) => total + shape.reduce((product, size) => product * size, 1),
    0,
  );
  // Keys and values, and those of a stretch before while it grows.
  const caches = 2 * 2 * layers * keyValueHeads * headDimension * length;
  const ofOneBlock = blockCopies * blockTokens * Math.max(heads * length, vocabularySize);
  return engineBytes + bytesPerNumber * (parameters + caches + ofOneBlock);
}

/** @throws ResonanceError of kind `unavailable` for more than the machine has. */
export function requireReadingMemory(needBytes: number, memory: Memory = thisMachinesMemory): void {
  if (needBytes <= memory.totalBytes) return;
  throw new ResonanceError({
    kind: "unavailable",
    where: "model-tiny",
    expected: `${megabytes(needBytes)} of memory`,
    received: `${megabytes(memory.totalBytes)} in all`,
    remedy: "give shorter texts, or a shorter --context-length",
  });
}
