/** A training that is told to trackers as it goes. They change nothing of it: not a bit, and not its end. */
import type { TrainingPlan } from "@resonance-rope/contracts";
import { type TrackedStoryOptions, trackedStory } from "../trackers/tracked-story.js";
import type { Tracker } from "../trackers/tracker.js";
import { type RunTrainingOptions, type TrainingOutcome, runTraining } from "./run-training.js";

export interface RunTrackedTrainingOptions extends RunTrainingOptions {
  readonly trackers: readonly Tracker[];
  readonly onTrackerFailure: TrackedStoryOptions["onFailure"];
}

export async function runTrackedTraining(
  plan: TrainingPlan,
  { trackers, onTrackerFailure, ...options }: RunTrackedTrainingOptions,
): Promise<TrainingOutcome> {
  const story = trackedStory(trackers, { now: options.now, onFailure: onTrackerFailure });
  try {
    const outcome = await runTraining(plan, {
      ...options,
      onStart: (start) => {
        story.start(start.directory, start.step);
        options.onStart?.(start);
      },
      onRow: (row) => {
        story.row(row);
        options.onRow?.(row);
      },
    });
    await story.end(outcome);
    return outcome;
  } catch (error) {
    await story.end(null);
    throw error;
  }
}
