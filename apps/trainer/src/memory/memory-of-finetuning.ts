/**
 * The memory that a fine-tuning takes, in bytes: computed from its sizes, so that one that cannot fit is refused before
 * it begins. Fitted to SmolLM2-135M on native TensorFlow.
 */
import type { FinetuningPlan } from "@resonance-rope/contracts";
import { type LlamaConfig, keptForGradientsBytes, trainedLogitTokens } from "@resonance-rope/model-tiny";
import { bytesPerNumber, engineBytes } from "./engine-memory.js";
import { llamaParameterCount } from "./llama-parameter-count.js";

/** Room for a tokenizer and for texts as tokens: what a measured run took beyond the rest of this sum. */
const tokenizerBytes = 100e6;
/** Beside the weights: two moments, gradients, and what is copied to save; as measured. */
const copiesOfTrained = 7;
/** What layers keep takes this much more than its numbers, as measured. */
const keptShare = 1.15;
/** Logits, probabilities, their gradient. */
const logitCopies = 3;

export function memoryOfFinetuning(
  { length, adapterRank }: Pick<FinetuningPlan, "length" | "adapterRank">,
  { config, headDimension }: { readonly config: LlamaConfig; readonly headDimension: number },
): number {
  const { layers, width, heads, keyValueHeads, feedForwardWidth, vocabularySize } = config;
  const parameters = llamaParameterCount(config, headDimension);
  const query = heads * headDimension;
  // Of queries, keys, values and outputs, keys as wide as queries at most.
  const trained = adapterRank === null ? parameters : 4 * layers * adapterRank * (width + query);
  const statesBetweenLayers = (layers + 1) * length * width;
  const keptByOneLayer =
    length * (2 * width + 3 * query + 2 * keyValueHeads * headDimension + 2 * feedForwardWidth) * bytesPerNumber;
  const kept = keptShare * Math.min(layers * keptByOneLayer, Math.max(keptForGradientsBytes, keptByOneLayer));
  const ofOneLayer = length * (12 * Math.max(width, query) + 8 * feedForwardWidth + 2 * heads * length);
  const logits = logitCopies * Math.min(length, trainedLogitTokens) * vocabularySize;
  return (
    engineBytes +
    tokenizerBytes +
    kept +
    bytesPerNumber * (parameters + copiesOfTrained * trained + statesBetweenLayers + Math.max(ofOneLayer, logits))
  );
}
