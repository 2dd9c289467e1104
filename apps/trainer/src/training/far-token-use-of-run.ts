/** What the model of a run does when the far tokens of its test sequences are replaced. */
import { ResonanceError, randomSource } from "@resonance-rope/contracts";
import { type Training, createScorer } from "@resonance-rope/model-tiny";
import {
  type FarTokenUse,
  alignPredictions,
  dataset,
  farTokenUse,
  nextTokens,
  requireFixedFarTokens,
  taskOf,
} from "@resonance-rope/posgen";
import { type RunContents, latestCheckpoint, readRun } from "@resonance-rope/run-store";
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

/** A run whose model can be asked, finished or not. */
export async function readAskedRun(directory: string): Promise<RunContents> {
  const run = await readRun(directory);
  requireFixedFarTokens(taskOf(run.record.plan));
  if (run.checkpointSteps.length === 0) throw noCheckpoint(directory);
  return run;
}

/** Writes nothing. */
export async function farTokenUseOfRun({ directory, record }: RunContents): Promise<FarTokenUseOfRun> {
  const { plan, runId } = record;
  const checkpoint = await latestCheckpoint(directory);
  if (checkpoint === null) throw noCheckpoint(directory);
  await selectBackend({ threads: plan.threads });
  requirePrecision(plan.precision);
  const { model: config, rope, testedLength: length, trainedLength, precision } = plan;
  const scorer = createScorer({ config, rope, length, batchSize: sequencesPerCall(length), precision });
  let training: Training | undefined;
  try {
    training = trainingOfPlan(plan, { bytes: checkpoint.weights, step: checkpoint.step });
    const weights = training.weights();
    const predict = async (tokens: Int32Array): Promise<Int32Array> => {
      const { inputs, targets } = nextTokens(tokens, length, plan);
      const { predictions } = await scorer(weights, inputs, targets);
      return alignPredictions(predictions, length, plan);
    };
    const { test } = dataset(taskOf(plan), plan);
    const random = randomSource(plan.seed).fork("far-token-use");
    const use = await farTokenUse(taskOf(plan), test, { trainedLength, random, predict });
    return { runId, step: checkpoint.step, sequences: test.count, ...use };
  } finally {
    training?.dispose();
    scorer.dispose();
  }
}

const noCheckpoint = (directory: string): ResonanceError =>
  new ResonanceError({
    kind: "invalid-argument",
    where: "posgen far-tokens",
    expected: `a checkpoint in ${directory}`,
    received: "none",
    remedy: `train it: resonance resume ${directory}; \`resonance runs export\` leaves checkpoints out`,
  });
