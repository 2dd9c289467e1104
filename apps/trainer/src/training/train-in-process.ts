/** Trains a plan in a process of its own, so that several run side by side. */
import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { ResonanceError } from "@resonance-rope/contracts";
import { receivedError } from "../sent-error.js";
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
        reject(ended("a word from outside to stop", "the run is saved: start the same again"));
      else if (message.type === "outcome") resolve(message.outcome);
      else reject(receivedError(message.error));
    });
    child.on("error", reject);
    child.on("exit", (code, killedBy) => {
      // After an outcome this changes nothing: the promise is settled.
      const end = killedBy ?? `code ${code}`;
      reject(ended(`its end with ${end}`, "start the same again: the run stays at its last checkpoint"));
    });
    child.send(job);
    if (signal.aborted) stop();
  }).finally(() => signal.removeEventListener("abort", stop));
}

const ended = (received: string, remedy: string): ResonanceError =>
  new ResonanceError({
    kind: "unavailable",
    where: "train",
    expected: "the training's process to work to the end",
    received,
    remedy,
  });
