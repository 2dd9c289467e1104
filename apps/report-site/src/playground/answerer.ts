/** A trained model that answers: what the playground and the program that makes its models both ask. */
import type { TrainingPlan } from "@resonance-rope/contracts";
import { createScorer, loadWeights, parameterShapes } from "@resonance-rope/model-tiny";
import { alignPredictions, nextTokens } from "@resonance-rope/posgen";

export interface Answerer {
  /**
   * The likeliest token at each position, given the true ones before it.
   * @param tokens any number of sequences of the plan's tested length, one after the other.
   */
  (tokens: Int32Array): Promise<Int32Array>;
  dispose(): void;
}

/**
 * @param file the model's weights as `saveWeights` or a checkpoint has them.
 * @param batchSize sequences in one call of the engine.
 */
export function createAnswerer(plan: TrainingPlan, file: Uint8Array, batchSize = 1): Answerer {
  const { model: config, rope, testedLength: length } = plan;
  const weights = loadWeights(parameterShapes(config, rope.headDimension), file);
  const score = createScorer({ config, rope, length, batchSize });
  const answer = async (tokens: Int32Array): Promise<Int32Array> => {
    const { inputs, targets } = nextTokens(tokens, length, plan);
    const { predictions } = await score(weights, inputs, targets);
    return alignPredictions(predictions, length, plan);
  };
  const dispose = (): void => {
    score.dispose();
    for (const weight of weights) weight.dispose();
  };
  return Object.assign(answer, { dispose });
}
