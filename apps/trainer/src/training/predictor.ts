/** A model's own next tokens, teacher-forced, under the encoding that its plan is tested with. */
import type { TrainingPlan } from "@resonance-rope/contracts";
import { type Scorer, type Scores, createScorer } from "@resonance-rope/model-tiny";
import { alignPredictions, nextTokens } from "@resonance-rope/posgen";

export interface Predictor {
  /**
   * @param tokens rows of L' tokens.
   * @returns `predictions` by token, entry l of a row made from the tokens before l; `lossesNats` by target.
   */
  (weights: Parameters<Scorer>[0], tokens: Int32Array): Promise<Scores>;
  dispose(): void;
}

/** Tokens in one call of the engine; more of them gain no speed and take memory. */
const tokensPerCall = 6400;

export const sequencesPerCall = (length: number): number => Math.max(1, Math.floor(tokensPerCall / length));

export function createPredictor(plan: TrainingPlan): Predictor {
  const { model: config, rope, testedLength: length, precision } = plan;
  const scorer = createScorer({ config, rope, length, batchSize: sequencesPerCall(length), precision });

  const predict = async (weights: Parameters<Scorer>[0], tokens: Int32Array): Promise<Scores> => {
    const { inputs, targets } = nextTokens(tokens, length, plan);
    const { predictions, lossesNats } = await scorer(weights, inputs, targets);
    return { predictions: alignPredictions(predictions, length, plan), lossesNats };
  };
  return Object.assign(predict, { dispose: () => scorer.dispose() });
}
