/** What the model of a run does when the far tokens of its test sequences are replaced. */
import { ResonanceError, randomSource } from "@resonance-rope/contracts";
import { createScorer } from "@resonance-rope/model-tiny";
import { type FarTokenUse, alignPredictions, dataset, farTokenUse, nextTokens, taskOf } from "@resonance-rope/posgen";
import { latestCheckpoint, readRun } from "@resonance-rope/run-store";
import { requirePrecision, selectBackend } from "@resonance-rope/tfjs-runtime";
import { sequencesPerCall } from "./evaluate.js";
import { trainingOfPlan } from "./training-of-plan.js";

export interface FarTokenUseOfRun extends FarTokenUse {
  readonly runId: string;
  /** Of the checkpoint that was taken, the newest. */
  readonly step: number;
  /** Of the test split, all of it. */
  readonly sequences: number;
}

/** Writes nothing. @param directory of the run, finished or not. */
export async function farTokenUseOfRun(directory: string): Promise<FarTokenUseOfRun> {
  const { record } = await readRun(directory);
  const { plan, runId } = record;
  const checkpoint = await latestCheckpoint(directory);
  if (checkpoint === null) {
    throw new ResonanceError({
      kind: "invalid-argument",
      where: "posgen far-tokens",
      expected: `a checkpoint in ${directory}`,
      received: "none",
      remedy: `train it: resonance resume ${directory}; \`resonance runs export\` leaves checkpoints out`,
    });
  }
  await selectBackend({ threads: plan.threads });
  requirePrecision(plan.precision);
  const { model: config, rope, testedLength: length, trainedLength, precision } = plan;
  const training = trainingOfPlan(plan, { bytes: checkpoint.weights, step: checkpoint.step });
  const scorer = createScorer({ config, rope, length, batchSize: sequencesPerCall(length), precision });
  try {
    const predict = async (tokens: Int32Array): Promise<Int32Array> => {
      const { inputs, targets } = nextTokens(tokens, length, plan);
      const { predictions } = await scorer(training.weights(), inputs, targets);
      return alignPredictions(predictions, length, plan);
    };
    const { test } = dataset(taskOf(plan), plan);
    const random = randomSource(plan.seed).fork("far-token-use");
    const use = await farTokenUse(taskOf(plan), test, { trainedLength, random, predict });
    return { runId, step: checkpoint.step, sequences: test.count, ...use };
  } finally {
    training.dispose();
    scorer.dispose();
  }
}
