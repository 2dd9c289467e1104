/** A training or a fine-tuning that is told to trackers as it goes. They change nothing of it: not a bit, and not its end. */
import { type TrackedOutcome, type TrackedStoryOptions, trackedStory } from "./tracked-story.js";
import type { TrackedRow, Tracker } from "./tracker.js";

/** What a run is given: the time, in milliseconds since 1970, and who is told. */
export interface Listeners<Start, Row> {
  readonly now: () => number;
  readonly onStart: (start: Start) => void;
  readonly onRow: (row: Row) => void;
}

export interface RunTrackedOptions<Start, Row> extends Listeners<Start, Row> {
  readonly trackers: readonly Tracker[];
  readonly onTrackerFailure: TrackedStoryOptions["onFailure"];
}

export async function runTracked<
  Start extends { readonly directory: string; readonly step: number },
  Row extends TrackedRow["row"],
  Outcome extends TrackedOutcome,
>(
  run: (listeners: Listeners<Start, Row>) => Promise<Outcome>,
  { trackers, onTrackerFailure, now, onStart, onRow }: RunTrackedOptions<Start, Row>,
): Promise<Outcome> {
  const story = trackedStory(trackers, { now, onFailure: onTrackerFailure });
  try {
    const outcome = await run({
      now,
      onStart(start) {
        story.start(start.directory, start.step);
        onStart(start);
      },
      onRow(row) {
        story.row(row);
        onRow(row);
      },
    });
    await story.end(outcome);
    return outcome;
  } catch (error) {
    await story.end(null);
    throw error;
  }
}
