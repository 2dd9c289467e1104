/** Accuracy by position and loss of a model over a split, teacher-forced. */
import type { TrainingPlan } from "@resonance-rope/contracts";
import {
  type AccuracySummary,
  type SequenceSet,
  accuracyByPosition,
  summarizeAccuracy,
  targetShift,
} from "@resonance-rope/posgen";
import { type Predictor, createPredictor } from "./predictor.js";

export interface Evaluation extends AccuracySummary {
  readonly accuracyByPosition: (number | null)[];
  /** Mean over tokens j + k <= l < L, in nats. */
  readonly lossNats: number;
}

export interface Evaluator {
  (weights: Parameters<Predictor>[0], set: SequenceSet): Promise<Evaluation>;
  dispose(): void;
}

export function createEvaluator(plan: TrainingPlan): Evaluator {
  const { trainedLength } = plan;
  const predict = createPredictor(plan);

  const evaluate = async (weights: Parameters<Predictor>[0], set: SequenceSet): Promise<Evaluation> => {
    const { predictions, lossesNats } = await predict(weights, set.tokens);
    const byPosition = accuracyByPosition(predictions, set);
    let lossNats = 0;
    const [from, to] = [set.seedLength - targetShift(plan), trainedLength - targetShift(plan)];
    for (let row = 0; row < lossesNats.length; row += set.length) {
      for (const loss of lossesNats.subarray(row + from, row + to)) lossNats += loss;
    }
    lossNats /= set.count * (to - from);
    return { accuracyByPosition: byPosition, ...summarizeAccuracy(byPosition, { trainedLength }), lossNats };
  };
  return Object.assign(evaluate, { dispose: () => predict.dispose() });
}
