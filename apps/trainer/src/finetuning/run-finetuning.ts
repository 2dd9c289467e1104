/**
 * A fine-tuning from its plan to what it leaves: steps, validations, checkpoints, and at the end the adapters or the model.
 *
 * As with runTraining, the same call starts a run, goes on with one that was stopped or killed, and answers from the
 * result of one that is done; every draw is a function of the plan and the step, so going on gives the same bits.
 */
import { join } from "node:path";
import {
  type BackendName,
  type FinetuningPlan,
  type FinetuningResult,
  type FinetuningRow,
  randomSource,
} from "@resonance-rope/contracts";
import {
  type FinetuningRun,
  appendFinetuningRows,
  clearFinished,
  finetuningIdOf,
  latestCheckpoint,
  openFinetuning,
  readFinetuning,
  readFinetuningSummary,
  truncateFinetuningRows,
  writeCheckpoint,
  writeFinetuningResult,
} from "@resonance-rope/run-store";
import type { PassedOver } from "@resonance-rope/tfjs-runtime";
import { describeMachine } from "../training/describe-machine.js";
import { divergence } from "../training/divergence.js";
import { medianSeconds } from "../training/median-seconds.js";
import { otherBackend } from "../training/other-backend.js";
import { heldOutLoss } from "./held-out-loss.js";
import type { Material } from "./open-material.js";
import {
  type PreparedFinetuning,
  type StartedFinetuning,
  prepareFinetuning,
  startFinetuning,
} from "./prepare-finetuning.js";
import { type Sequences, sequencesOfStep } from "./sequences.js";
import { writeTrained } from "./write-trained.js";

export interface RunFinetuningOptions {
  /** The folder of runs, in which the plan names its own; or the folder of one run, whatever it is called. */
  readonly place: { readonly runs: string } | { readonly run: string };
  /** Insist on a backend. */
  readonly backend?: BackendName;
  /** Stops within the step at hand, which is given up; what was learned before is saved. */
  readonly signal?: AbortSignal;
  /** The current time in milliseconds, for the record and for the seconds a step takes. */
  readonly now: () => number;
  readonly onStart?: (start: FinetuningStart) => void;
  readonly onRow?: (row: FinetuningRow) => void;
}

export interface FinetuningStart extends Pick<PreparedFinetuning, "documents" | "tokens"> {
  readonly directory: string;
  readonly engine: string;
  readonly passedOver: readonly PassedOver[];
  readonly step: number;
  readonly sequences: number;
}

export type FinetuningOutcome =
  | { readonly status: "done"; readonly directory: string; readonly result: FinetuningResult }
  | { readonly status: "stopped"; readonly directory: string; readonly step: number };

export async function runFinetuning(
  plan: FinetuningPlan,
  material: Material,
  options: RunFinetuningOptions,
): Promise<FinetuningOutcome> {
  const { place, now, signal } = options;
  const found = readFinetuningSummary("run" in place ? place.run : join(place.runs, finetuningIdOf(plan)));
  const wanted = options.backend ?? found?.record.backend;
  if (found !== null && wanted !== found.record.backend) throw otherBackend("finetune", found, wanted);
  if (found !== null && found.result !== null) {
    await clearFinished(found.directory);
    return { status: "done", directory: found.directory, result: found.result };
  }

  const prepared = await prepareFinetuning(plan, material, { backend: wanted, signal });
  const { backend } = prepared;
  const run = await openFinetuning(place, {
    plan,
    places: material.places,
    backend: backend.name,
    ...describeMachine(backend.engine),
    startedAt: new Date(now()).toISOString(),
  });
  let started: StartedFinetuning | undefined;
  try {
    const checkpoint = await latestCheckpoint(run.directory);
    await truncateFinetuningRows(run, checkpoint?.step ?? -1);
    started = await startFinetuning(plan, material, {
      signal,
      checkpoint: checkpoint === null ? undefined : { bytes: checkpoint.weights, step: checkpoint.step },
    });
    const { training } = started;
    const { documents, tokens, sequences } = prepared;
    const { engine, passedOver } = backend;
    const { directory } = run;
    options.onStart?.({
      directory,
      engine,
      passedOver,
      step: training.step,
      documents,
      tokens,
      sequences: sequences.count,
    });
    const stopped = await advanceToEnd(run, started, prepared, options);
    if (stopped) return { status: "stopped", directory, step: training.step };
    return { status: "done", directory, result: await finish(run, started, material) };
  } finally {
    started?.training.dispose();
    await run.release();
  }
}

/** Trains to the last step; true if the signal stopped it before. */
async function advanceToEnd(
  run: FinetuningRun,
  { training, config, rope }: StartedFinetuning,
  { sequences, heldOut }: PreparedFinetuning,
  { signal, now, onRow }: RunFinetuningOptions,
): Promise<boolean> {
  const { plan } = run.record;
  const { steps, batchSize, precision, validateEverySteps, checkpointEverySteps } = plan;
  const random = randomSource(plan.seed).fork("data");
  let rows: FinetuningRow[] = [];
  const note = (row: FinetuningRow): void => {
    rows.push(row);
    onRow?.(row);
  };
  const save = async (): Promise<void> => {
    await appendFinetuningRows(run, rows);
    rows = [];
    await writeCheckpoint(run, training.step, await training.save(), {});
  };
  const validate = async (set: Sequences): Promise<void> => {
    const begin = now();
    const model = { config, rope, weights: training.weights(), precision };
    const { lossNats, tokens } = await heldOutLoss(set, { ...model, ...(signal === undefined ? {} : { signal }) });
    if (!Number.isFinite(lossNats)) throw divergence("finetune", "validation loss", lossNats, training.step);
    const [perplexity, seconds] = [Math.exp(lossNats), (now() - begin) / 1000];
    note({ type: "validation", step: training.step, validationLoss: lossNats, perplexity, tokens, seconds });
  };
  const takeStep = async (): Promise<void> => {
    const start = now();
    const taken = sequencesOfStep(training.step, { count: sequences.count, batchSize, random });
    const { loss, gradientNorm, learningRate } = await training.advance(taken.map(sequences.batch), signal);
    if (!Number.isFinite(loss)) throw divergence("finetune", "loss", loss, training.step);
    if (!Number.isFinite(gradientNorm))
      throw divergence("finetune", "norm of the gradient", gradientNorm, training.step);
    const seconds = (now() - start) / 1000;
    note({ type: "step", step: training.step, trainingLoss: loss, learningRate, gradientNorm, seconds });
  };
  const isAt = (every: number): boolean => training.step % every === 0 || training.step === steps;

  // A stop may have come between a step and its validation.
  const { metrics } = await readFinetuning(run.directory);
  const validated = metrics.findLast(({ type }) => type === "validation")?.step;
  let isValidated = validated === training.step;
  try {
    for (;;) {
      if (heldOut !== null && isAt(validateEverySteps) && !isValidated) await validate(heldOut);
      if (training.step > 0 && rows.length > 0 && isAt(checkpointEverySteps)) await save();
      if (training.step === steps) return false;
      // The step computes without a pause: signals and the terminal need a turn.
      await new Promise((resolve) => setImmediate(resolve));
      signal?.throwIfAborted();
      await takeStep();
      isValidated = false;
    }
  } catch (error) {
    // A divergence, or a full disk, may come after Ctrl-C: what is not finite is not saved.
    if (error !== signal?.reason) throw error;
    if (training.step > 0 && rows.length > 0) await save();
    return true;
  }
}

async function finish(run: FinetuningRun, started: StartedFinetuning, material: Material): Promise<FinetuningResult> {
  const { record, directory } = run;
  const { plan } = record;
  const written = await writeTrained(directory, plan, started, material);
  const { metrics } = await readFinetuning(directory);
  const validations = metrics.filter((row) => row.type === "validation");
  const last = validations.at(-1);
  const result: FinetuningResult = {
    version: 1,
    runId: record.runId,
    validationLoss: last?.validationLoss ?? null,
    perplexity: last?.perplexity ?? null,
    initialPerplexity: validations.find(({ step }) => step === 0)?.perplexity ?? null,
    steps: plan.steps,
    trainedTokens: plan.steps * plan.batchSize * plan.length,
    secondsPerStep: medianSeconds(metrics),
    backend: record.backend,
    written,
  };
  await writeFinetuningResult(run, result);
  return result;
}
