/** The flags that say where else a training is shown. */
import { resolve } from "node:path";
import { type Command, InvalidArgumentError } from "commander";
import { mlflowTracker } from "./mlflow.js";
import { tensorBoardTracker } from "./tensorboard.js";
import type { Tracker } from "./tracker.js";

export interface TrackerFlags {
  readonly tensorboard?: string;
  readonly mlflow?: string;
}

export function addTrackerFlags(command: Command): Command {
  return command
    .option("--tensorboard <dir>", "write event files for TensorBoard there, a folder a run")
    .option(
      "--mlflow <url>",
      "show it on this MLflow server (MLFLOW_TRACKING_TOKEN, MLFLOW_EXPERIMENT_NAME)",
      serverUrl,
    );
}

export function trackersFromFlags({ tensorboard, mlflow }: TrackerFlags): Tracker[] {
  return [
    ...(tensorboard === undefined ? [] : [tensorBoardTracker(resolve(tensorboard))]),
    ...(mlflow === undefined ? [] : [mlflowTracker({ url: mlflow, environment: process.env })]),
  ];
}

/** The same flags for a command line that is read in another folder. */
export function trackerWords({ tensorboard, mlflow }: TrackerFlags): string[] {
  return [
    ...(tensorboard === undefined ? [] : ["--tensorboard", resolve(tensorboard)]),
    ...(mlflow === undefined ? [] : ["--mlflow", mlflow]),
  ];
}

function serverUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/u.test(url.protocol) || url.search !== "" || url.hash !== "")
    throw new InvalidArgumentError("Expected http://host:port.");
  if (url.username !== "" || url.password !== "")
    throw new InvalidArgumentError(
      "Expected no name and password in it: set MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD.",
    );
  return text;
}
