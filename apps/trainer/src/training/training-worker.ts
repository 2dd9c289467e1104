/**
 * A process that trains one plan for another: the plan comes as a message, rows go back as they are made,
 * and the outcome last. A message "stop" ends it after the step at hand, saved.
 */
import type { MetricRow, TrainingPlan } from "@resonance-rope/contracts";
import { type SentError, sentError } from "../sent-error.js";
import { warnTracker } from "../terminal/warn-tracker.js";
import { type TrackerFlags, trackersFromFlags } from "../trackers/tracker-flags.js";
import { type Listeners, runTracked } from "../trackers/run-tracked.js";
import { type RunTrainingOptions, type TrainingOutcome, type TrainingStart, runTraining } from "./run-training.js";

export interface WorkerJob {
  readonly plan: TrainingPlan;
  readonly trackers: TrackerFlags;
  readonly options: Pick<RunTrainingOptions, "place" | "backend">;
}

export type WorkerStart = Omit<TrainingStart, "directory">;

export type WorkerMessage =
  | ({ readonly type: "start" } & WorkerStart)
  | { readonly type: "row"; readonly row: MetricRow }
  | { readonly type: "outcome"; readonly outcome: TrainingOutcome }
  | { readonly type: "error"; readonly error: SentError };

const stop = new AbortController();
// Ctrl-C reaches every process of the terminal; the parent decides, and says "stop".
process.on("SIGINT", () => undefined);
// The end of a session or a service reaches every process too, and this one is not waited for if it does not stop.
process.on("SIGTERM", () => stop.abort());
process.on("disconnect", () => stop.abort());
process.on("message", (message: WorkerJob | "stop") => {
  if (message === "stop") stop.abort();
  else void work(message);
});

/** Without a parent any more, nobody listens: the run is saved all the same. */
const send = (message: WorkerMessage): void => {
  if (process.connected) process.send?.(message, () => undefined);
};

async function work({ plan, trackers, options }: WorkerJob): Promise<void> {
  try {
    const run = { ...options, signal: stop.signal };
    const train = (listeners: Listeners<TrainingStart, MetricRow>) => runTraining(plan, { ...run, ...listeners });
    const outcome = await runTracked(train, {
      trackers: trackersFromFlags(trackers),
      onTrackerFailure: warnTracker,
      now: () => performance.timeOrigin + performance.now(),
      onStart: ({ step, engine, passedOver }) => send({ type: "start", step, engine, passedOver }),
      onRow: (row) => send({ type: "row", row }),
    });
    send({ type: "outcome", outcome });
  } catch (error) {
    send({ type: "error", error: sentError(error) });
  }
  if (process.connected) process.disconnect?.();
}
