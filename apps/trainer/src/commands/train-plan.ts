/** Trains a plan in front of a user: progress, Ctrl-C that saves, and the result as JSON or words. */
import { basename } from "node:path";
import type { BackendName, TrainingPlan } from "@resonance-rope/contracts";
import { printJson } from "../terminal/print-json.js";
import { trainingProgress } from "../terminal/training-progress.js";
import { encodingLabel } from "../training/encoding-label.js";
import { runTraining } from "../training/run-training.js";

export interface TrainPlanOptions {
  readonly runsDirectory: string;
  readonly backend?: BackendName;
  readonly json: boolean;
}

/** What a shell reports for a program that Ctrl-C ended. */
const interrupted = 130;

export async function trainPlan(plan: TrainingPlan, { runsDirectory, backend, json }: TrainPlanOptions): Promise<void> {
  const stop = new AbortController();
  const onSignal = (): void => {
    if (stop.signal.aborted) process.exit(interrupted);
    process.stderr.write("\n  stopping after this step (again to stop at once)\n");
    stop.abort();
  };
  process.on("SIGINT", onSignal).on("SIGTERM", onSignal);
  const progress = trainingProgress(process.stderr, () => performance.now());
  const label = encodingLabel(plan.rope);
  try {
    const outcome = await runTraining(plan, {
      runsDirectory,
      ...(backend === undefined ? {} : { backend }),
      signal: stop.signal,
      now: () => performance.timeOrigin + performance.now(),
      onStart: ({ directory, engine, step }) => {
        process.stderr.write(`  ${basename(directory)}\n  ${engine}, ${plan.threads} threads\n`);
        progress.start(label, step, plan.steps);
      },
      onRow: (row) => progress.row(label, row),
    });
    progress.close();
    if (outcome.status === "stopped") {
      process.stderr.write(
        `  saved ${outcome.directory} at step ${outcome.step} of ${plan.steps}\n  go on with: npx resonance resume ${outcome.directory}\n`,
      );
      process.exitCode = interrupted;
      return;
    }
    const { directory, result } = outcome;
    if (json) printJson({ ...result, directory });
    else {
      const percent = (share: number): string => `${(100 * share).toFixed(2)} %`;
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
    process.off("SIGINT", onSignal).off("SIGTERM", onSignal);
  }
}
