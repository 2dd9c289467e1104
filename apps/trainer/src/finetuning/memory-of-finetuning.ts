/**
 * The memory that a fine-tuning takes, in bytes: computed from its sizes, so that one that cannot fit is refused before
 * it begins. Within a tenth of what was measured on native TensorFlow, from 256 to 8192 tokens a sequence.
 */
import { type FinetuningPlan, ResonanceError } from "@resonance-rope/contracts";
import { type LlamaConfig, llamaParameters } from "@resonance-rope/model-tiny";
import { type Memory, megabytes, thisMachinesMemory } from "../launchers/memory-gate.js";

/** Node and native TensorFlow before the first tensor. */
const engineBytes = 480e6;
const bytesPerNumber = 4;
/** Tokens whose logits are held at once, and how often: logits, probabilities, their gradient. */
const [logitTokens, logitCopies] = [512, 3];

export function memoryOfFinetuning(
  { length, adapterRank, batchSize }: Pick<FinetuningPlan, "length" | "adapterRank" | "batchSize">,
  { config, headDimension }: { readonly config: LlamaConfig; readonly headDimension: number },
): number {
  const { layers, width, heads, feedForwardWidth, vocabularySize } = config;
  const parameters = llamaParameters(config, headDimension).reduce(
    (total, { shape }) => total + shape.reduce((product, size) => product * size, 1),
    0,
  );
  const query = heads * headDimension;
  // Of queries, keys, values and outputs, keys as wide as queries at most.
  const trained = adapterRank === null ? parameters : 4 * layers * adapterRank * (width + query);
  // Two moments and the gradient, and a second one where several sequences add up; or, to save, all but the gradient twice.
  const optimizer = Math.max(batchSize > 1 ? 4 : 3, 7) * trained;
  const statesBetweenLayers = (layers + 1) * length * width;
  const ofOneLayer = length * (12 * Math.max(width, query) + 8 * feedForwardWidth + 2 * heads * length);
  const logits = logitCopies * Math.min(length, logitTokens) * vocabularySize;
  return engineBytes + bytesPerNumber * (parameters + optimizer + statesBetweenLayers + Math.max(ofOneLayer, logits));
}

/** @throws ResonanceError of kind `unavailable` for more than the machine has. */
export function requireMemory(needBytes: number, memory: Memory = thisMachinesMemory): void {
  if (needBytes <= memory.totalBytes) return;
  throw new ResonanceError({
    kind: "unavailable",
    where: "finetune",
    expected: `${megabytes(needBytes)} of memory`,
    received: `${megabytes(memory.totalBytes)} in all`,
    remedy: "give a smaller --length, or train adapters with --lora 8",
  });
}
