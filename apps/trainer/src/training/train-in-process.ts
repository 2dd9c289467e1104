/** Trains a plan in a process of its own, so that several run side by side. */
import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { RunTrainingOptions, TrainingOutcome } from "./run-training.js";
import type { WorkerJob, WorkerMessage, WorkerStart } from "./training-worker.js";

export interface TrainInProcessOptions {
  readonly signal: AbortSignal;
  readonly onStart: (start: WorkerStart) => void;
  readonly onRow: NonNullable<RunTrainingOptions["onRow"]>;
}

export function trainInProcess(
  job: WorkerJob,
  { signal, onStart, onRow }: TrainInProcessOptions,
): Promise<TrainingOutcome> {
  const child = fork(fileURLToPath(new URL("./training-worker.js", import.meta.url)), {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const stop = (): void => void child.send("stop");
  signal.addEventListener("abort", stop, { once: true });
  return new Promise<TrainingOutcome>((resolve, reject) => {
    child.on("message", (message: WorkerMessage) => {
      if (message.type === "start") onStart(message);
      else if (message.type === "row") onRow(message.row);
      else if (message.type === "outcome" && message.outcome.status === "stopped" && !signal.aborted)
        reject(new Error("the training process was told to stop; the run is saved"));
      else if (message.type === "outcome") resolve(message.outcome);
      else reject(Object.assign(new Error(), message.error));
    });
    child.on("error", reject);
    child.on("exit", (code, killedBy) => {
      // After an outcome this changes nothing: the promise is settled.
      reject(
        new Error(
          `the training process ended with ${killedBy ?? `code ${code}`}; the run stays at its last checkpoint`,
        ),
      );
    });
    child.send(job);
    if (signal.aborted) stop();
  }).finally(() => signal.removeEventListener("abort", stop));
}
