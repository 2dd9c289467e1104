/** What the model of a run does when the far tokens of its test sequences are replaced. */
import { ResonanceError, randomSource } from "@resonance-rope/contracts";
import type { Training } from "@resonance-rope/model-tiny";
import { type FarTokenUse, dataset, farTokenUse, requireFixedFarTokens, taskOf } from "@resonance-rope/posgen";
import { type RunContents, latestCheckpoint, readRun } from "@resonance-rope/run-store";
import { requirePrecision, selectBackend } from "@resonance-rope/tfjs-runtime";
import { createPredictor } from "./predictor.js";
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
  const predict = createPredictor(plan);
  let training: Training | undefined;
  try {
    training = trainingOfPlan(plan, { bytes: checkpoint.weights, step: checkpoint.step });
    const weights = training.weights();
    const { test } = dataset(taskOf(plan), plan);
    const use = await farTokenUse(taskOf(plan), test, {
      trainedLength: plan.trainedLength,
      random: randomSource(plan.seed).fork("far-token-use"),
      predict: async (tokens) => (await predict(weights, tokens)).predictions,
    });
    return { runId, step: checkpoint.step, sequences: test.count, ...use };
  } finally {
    training?.dispose();
    predict.dispose();
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
