/** Trains a plan in front of a user: progress, Ctrl-C that saves, and the result as JSON or words. */
import { basename } from "node:path";
import { type BackendName, type MetricRow, type TrainingPlan, encodingName } from "@resonance-rope/contracts";
import { formatCount } from "../terminal/format-number.js";
import { introduceEngine } from "../terminal/introduce-engine.js";
import { printJson } from "../terminal/print-json.js";
import { interrupted, stopOnSignals } from "../terminal/stop-on-signals.js";
import { trainingProgress } from "../terminal/training-progress.js";
import { warnTracker } from "../terminal/warn-tracker.js";
import type { Tracker } from "../trackers/tracker.js";
import { type Listeners, runTracked } from "../trackers/run-tracked.js";
import { type RunTrainingOptions, type TrainingStart, runTraining } from "../training/run-training.js";

export interface TrainPlanOptions {
  readonly place: RunTrainingOptions["place"];
  readonly backend?: BackendName;
  readonly trackers: readonly Tracker[];
  readonly json: boolean;
}

export async function trainPlan(
  plan: TrainingPlan,
  { place, backend, trackers, json }: TrainPlanOptions,
): Promise<void> {
  const { signal, release } = stopOnSignals();
  const progress = trainingProgress(process.stderr, () => performance.now());
  const label = encodingName(plan.rope);
  try {
    const options = { place, ...(backend === undefined ? {} : { backend }), signal };
    const train = (listeners: Listeners<TrainingStart, MetricRow>) => runTraining(plan, { ...options, ...listeners });
    const outcome = await runTracked(train, {
      trackers,
      onTrackerFailure: warnTracker,
      now: () => performance.timeOrigin + performance.now(),
      onStart: ({ directory, engine, passedOver, step }) => {
        process.stderr.write(`  ${basename(directory)}\n`);
        introduceEngine(`${engine}, ${formatCount(plan.threads, "thread")}`, passedOver);
        progress.start(label, step, plan.steps);
      },
      onRow: (row) => progress.row(label, row),
    });
    progress.close();
    if (outcome.status === "stopped") {
      process.exitCode = interrupted;
      process.stderr.write(
        `  saved ${outcome.directory} at step ${outcome.step} of ${plan.steps}\n  go on with: npx resonance resume ${outcome.directory}\n`,
      );
      return;
    }
    const { directory, result } = outcome;
    if (json) printJson({ ...result, directory });
    else {
      process.stdout.write(
        [
          `  ${label} on ${plan.task}, seed ${plan.seed}: ${result.steps} steps, ${result.secondsPerStep.toFixed(3)} s each on ${result.backend}`,
          `  accuracy at trained positions ${percent(result.idAccuracy)}, beyond them ${percent(result.oodAccuracy)}, validation loss ${result.validationLoss.toFixed(4)} nats`,
          `  ${directory}`,
          "",
        ].join("\n"),
      );
    }
  } finally {
    release();
  }
}

const percent = (share: number): string => `${(100 * share).toFixed(2)} %`;
