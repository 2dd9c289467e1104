/**
 * A training run from its plan to its result: data, model, steps, evaluations, checkpoints.
 *
 * The same call starts a run, goes on with one that was stopped or killed, and answers from the result
 * of one that is done. Every draw is a function of the plan and the step, so going on gives the same bits.
 */
import {
  type BackendName,
  type MetricRow,
  type RunResult,
  type TrainingPlan,
  randomSource,
} from "@resonance-rope/contracts";
import type { Training } from "@resonance-rope/model-tiny";
import { batchRows, dataset, nextTokens, taskOf } from "@resonance-rope/posgen";
import {
  type Run,
  appendMetrics,
  clearFinished,
  createRun,
  findRun,
  latestCheckpoint,
  type RunSummary,
  openRun,
  readMetrics,
  readRun,
  runIdOf,
  truncateMetrics,
  writeCheckpoint,
  writeResult,
} from "@resonance-rope/run-store";
import { type PassedOver, requirePrecision, selectBackend } from "@resonance-rope/tfjs-runtime";
import { describeMachine } from "./describe-machine.js";
import { type Evaluator, createEvaluator } from "./evaluate.js";
import { medianSeconds } from "./median-seconds.js";
import { divergence } from "./divergence.js";
import { otherBackend } from "./other-backend.js";
import { trainingOfPlan } from "./training-of-plan.js";

export interface RunTrainingOptions {
  /** The folder of runs, in which the plan names its own; or the folder of one run, whatever it is called. */
  readonly place: { readonly runs: string } | { readonly run: string };
  /** Insist on a backend. */
  readonly backend?: BackendName;
  /** Stops after the step at hand, saved. */
  readonly signal?: AbortSignal;
  /** The current time in milliseconds, for the record and for the seconds a step takes. */
  readonly now: () => number;
  readonly onStart?: (start: TrainingStart) => void;
  readonly onRow?: (row: MetricRow) => void;
}

export interface TrainingStart {
  readonly directory: string;
  readonly engine: string;
  readonly passedOver: readonly PassedOver[];
  readonly step: number;
}

export type TrainingOutcome =
  | { readonly status: "done"; readonly directory: string; readonly result: RunResult }
  | { readonly status: "stopped"; readonly directory: string; readonly step: number };

export async function runTraining(plan: TrainingPlan, options: RunTrainingOptions): Promise<TrainingOutcome> {
  const { place, now } = options;
  const found = "run" in place ? await readRun(place.run) : await findRun(place.runs, plan);
  const wanted = options.backend ?? found?.record.backend;
  if (found !== null && wanted !== found.record.backend) throw otherBackend("train", found, wanted);
  if (found !== null && found.result !== null) {
    await clearFinished(found.directory);
    return { status: "done", directory: found.directory, result: found.result };
  }

  const backend = await selectBackend({ ...(wanted === undefined ? {} : { backend: wanted }), threads: plan.threads });
  // Before anything is written: a run keeps the backend that it was started on.
  requirePrecision(plan.precision);
  const data = dataset(taskOf(plan), plan);
  const run =
    found === null && "runs" in place
      ? await createRun(place.runs, {
          version: 1,
          runId: runIdOf(plan),
          plan,
          backend: backend.name,
          ...describeMachine(backend.engine),
          startedAt: new Date(now()).toISOString(),
        })
      : await openRun((found as RunSummary).directory);
  let evaluator: Evaluator | undefined;
  let training: Training | undefined;
  try {
    evaluator = createEvaluator(plan);
    training = await takeUp(run);
    const { engine, passedOver } = backend;
    options.onStart?.({ directory: run.directory, engine, passedOver, step: training.step });
    const stopped = await advanceToEnd(run, training, evaluator, data, options);
    if (stopped) return { status: "stopped", directory: run.directory, step: training.step };
    const result = await finish(run, training, evaluator, data);
    return { status: "done", directory: run.directory, result };
  } finally {
    training?.dispose();
    evaluator?.dispose();
    await run.release();
  }
}

/** The training of a run at its newest checkpoint, or at its start. */
async function takeUp({ directory, ...run }: Run): Promise<Training> {
  const checkpoint = await latestCheckpoint(directory);
  await truncateMetrics({ directory, ...run }, checkpoint?.step ?? -1);
  const { plan } = run.record;
  return checkpoint === null
    ? trainingOfPlan(plan)
    : trainingOfPlan(plan, { bytes: checkpoint.weights, step: checkpoint.step });
}

/** Trains to the last step; true if the signal stopped it before. */
async function advanceToEnd(
  run: Run,
  training: Training,
  evaluator: Evaluator,
  data: ReturnType<typeof dataset>,
  { signal, now, onRow }: RunTrainingOptions,
): Promise<boolean> {
  const { plan } = run.record;
  const random = randomSource(plan.seed).fork("data").fork("train");
  let rows: MetricRow[] = [];
  const note = (row: MetricRow): void => {
    rows.push(row);
    onRow?.(row);
  };
  while (training.step < plan.steps) {
    const start = now();
    const tokens = batchRows(data.train, { batchSize: plan.batchSize, random, step: training.step });
    const { loss, gradientNorm, learningRate } = await training.advance({
      ...nextTokens(tokens, plan.trainedLength, plan),
      batch: plan.batchSize,
    });
    if (!Number.isFinite(loss)) throw divergence("train", "loss", loss, training.step);
    if (!Number.isFinite(gradientNorm)) throw divergence("train", "norm of the gradient", gradientNorm, training.step);
    const seconds = (now() - start) / 1000;
    note({ type: "step", step: training.step, trainingLoss: loss, learningRate, gradientNorm, seconds });

    if (training.step % plan.evaluateEverySteps === 0 || training.step === plan.steps) {
      const begin = now();
      const { lossNats, idAccuracy, oodAccuracy } = await evaluator(training.weights(), data.validation);
      if (!Number.isFinite(lossNats)) throw divergence("train", "validation loss", lossNats, training.step);
      const evaluationSeconds = (now() - begin) / 1000;
      const measured = { validationLoss: lossNats, idAccuracy, oodAccuracy, seconds: evaluationSeconds };
      note({ type: "evaluation", step: training.step, ...measured });
    }
    const stopping = signal?.aborted === true && training.step < plan.steps;
    if (stopping || training.step % plan.checkpointEverySteps === 0 || training.step === plan.steps) {
      await appendMetrics(run, rows);
      rows = [];
      await writeCheckpoint(run, training.step, await training.save(), {});
    }
    if (stopping) return true;
    // The step computes without a pause: signals and the terminal need a turn.
    await new Promise((resolve) => setImmediate(resolve));
  }
  return false;
}

/** The last evaluation, on the test split, and the result. */
async function finish(
  run: Run,
  training: Training,
  evaluator: Evaluator,
  data: ReturnType<typeof dataset>,
): Promise<RunResult> {
  const { record, directory } = run;
  const { accuracyByPosition, idAccuracy, oodAccuracy } = await evaluator(training.weights(), data.test);
  const rows = await readMetrics(directory);
  const last = rows.findLast((row) => row.type === "evaluation");
  const result: RunResult = {
    version: 1,
    runId: record.runId,
    idAccuracy,
    oodAccuracy,
    accuracyByPosition,
    validationLoss: (last as Extract<MetricRow, { type: "evaluation" }>).validationLoss,
    steps: training.step,
    secondsPerStep: medianSeconds(rows),
    backend: record.backend,
  };
  await writeResult(run, result);
  return result;
}
