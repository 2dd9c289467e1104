/** A training that is watched: a report after every step, and now and then how far the model has come. */
import { type TrainingPlan, randomSource } from "@resonance-rope/contracts";
import { createScorer, createTraining } from "@resonance-rope/model-tiny";
import { accuracyByPosition, alignPredictions, batchRows, dataset, nextTokens, taskOf } from "@resonance-rope/posgen";

export interface LiveStep {
  /** Steps done. */
  readonly step: number;
  readonly milliseconds: number;
  readonly lossNats: number;
  /** By position, null on the seed, over the plan's validation sequences; null between two measurements. */
  readonly accuracy: readonly (number | null)[] | null;
}

/** How often the model is tested, which takes about as long as a few steps. */
const millisecondsPerTest = 3000;

/** @param now milliseconds; training ends with the step that passes `milliseconds` of it. */
export async function* trainLive(
  plan: TrainingPlan,
  { milliseconds, now }: { readonly milliseconds: number; readonly now: () => number },
): AsyncGenerator<LiveStep> {
  const { model: config, rope, trainedLength, testedLength, optimizer, steps, seed, batchSize } = plan;
  const { train, validation } = dataset(taskOf(plan), plan);
  const random = randomSource(seed);
  const tested = nextTokens(validation.tokens, testedLength, plan);
  const training = createTraining({ config, rope: plan.trainingRope, optimizer, steps, length: trainedLength, seed });
  const score = createScorer({ config, rope, length: testedLength, batchSize: validation.count });
  try {
    const start = now();
    for (let nextTest = millisecondsPerTest, passed = 0; passed < milliseconds;) {
      const tokens = batchRows(train, { batchSize, random, step: training.step });
      const { loss } = await training.advance({ ...nextTokens(tokens, trainedLength, plan), batch: batchSize });
      passed = now() - start;
      let accuracy: LiveStep["accuracy"] = null;
      if (passed >= Math.min(nextTest, milliseconds)) {
        const { predictions } = await score(training.weights(), tested.inputs, tested.targets);
        accuracy = accuracyByPosition(alignPredictions(predictions, testedLength, plan), validation);
        nextTest = passed + millisecondsPerTest;
      }
      yield { step: training.step, milliseconds: passed, lossNats: loss, accuracy };
    }
  } finally {
    training.dispose();
    score.dispose();
  }
}
