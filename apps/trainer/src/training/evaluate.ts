/** Accuracy by position and loss of a model over a split, teacher-forced. */
import type { TrainingPlan } from "@resonance-rope/contracts";
import { type Scorer, createScorer } from "@resonance-rope/model-tiny";
import {
  type AccuracySummary,
  type SequenceSet,
  accuracyByPosition,
  alignPredictions,
  nextTokens,
  summarizeAccuracy,
  targetShift,
} from "@resonance-rope/posgen";

export interface Evaluation extends AccuracySummary {
  readonly accuracyByPosition: (number | null)[];
  /** Mean over tokens j + k <= l < L, in nats. */
  readonly lossNats: number;
}

export interface Evaluator {
  (weights: Parameters<Scorer>[0], set: SequenceSet): Promise<Evaluation>;
  dispose(): void;
}

/** Tokens in one call of the engine; more of them gain no speed and take memory. */
const tokensPerCall = 6400;

export const sequencesPerCall = (length: number): number => Math.max(1, Math.floor(tokensPerCall / length));

export function createEvaluator(plan: TrainingPlan): Evaluator {
  const { model, rope, trainedLength, testedLength, precision } = plan;
  const batchSize = sequencesPerCall(testedLength);
  const scorer = createScorer({ config: model, rope, length: testedLength, batchSize, precision });

  const evaluate = async (weights: Parameters<Scorer>[0], set: SequenceSet): Promise<Evaluation> => {
    const { inputs, targets } = nextTokens(set.tokens, set.length, plan);
    const { predictions, lossesNats } = await scorer(weights, inputs, targets);
    const byPosition = accuracyByPosition(alignPredictions(predictions, set.length, plan), set);
    let lossNats = 0;
    const [from, to] = [set.seedLength - targetShift(plan), trainedLength - targetShift(plan)];
    for (let row = 0; row < lossesNats.length; row += set.length) {
      for (const loss of lossesNats.subarray(row + from, row + to)) lossNats += loss;
    }
    lossNats /= set.count * (to - from);
    return { accuracyByPosition: byPosition, ...summarizeAccuracy(byPosition, { trainedLength }), lossNats };
  };
  return Object.assign(evaluate, { dispose: () => scorer.dispose() });
}
