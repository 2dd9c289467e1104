/**
 * What trackers are told of one training, beside it: rows wait here, each tracker takes them at its own pace, and
 * nothing that goes wrong with one reaches the training.
 *
 * Steps after the last checkpoint of a run that was killed come again, and rows before it may never have arrived. So
 * a tracker is told first what the run has behind it, as metrics.jsonl has it, and then what is made from there.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { isFinetuning, readFinetuning, readRun } from "@resonance-rope/run-store";
import type { FinetuningOutcome } from "../finetuning/run-finetuning.js";
import type { TrainingOutcome } from "../training/run-training.js";
import type { TrackedEnd, TrackedRow, TrackedStart, Tracker } from "./tracker.js";

export interface TrackedStoryOptions {
  /** In milliseconds since 1970. */
  readonly now: () => number;
  /** Told at most once of each tracker. */
  readonly onFailure: (tracker: string, error: Error) => void;
  /** Between two looks at the rows that wait. */
  readonly paceMilliseconds?: number;
  /** How long the end of the training waits for its trackers. */
  readonly patienceMilliseconds?: number;
}

export type TrackedOutcome = TrainingOutcome | FinetuningOutcome;

export interface TrackedStory {
  /** @param step that the run goes on from. */
  start(directory: string, step: number): void;
  row(row: TrackedRow["row"]): void;
  /** Resolves when all is told, or patience is over; never rejects. Null where the training threw. */
  end(outcome: TrackedOutcome | null): Promise<void>;
}

export function trackedStory(trackers: readonly Tracker[], options: TrackedStoryOptions): TrackedStory {
  const { now, onFailure, paceMilliseconds = 1000, patienceMilliseconds = 10_000 } = options;
  const waiting = new Map(trackers.map((tracker): [Tracker, TrackedRow[]] => [tracker, []]));
  const [ended, givenUp] = [new AbortController(), new AbortController()];
  let ending: TrackedEnd | undefined;
  let telling: Promise<unknown> | undefined;

  const tell = async (tracker: Tracker, start: Promise<TrackedStart>): Promise<void> => {
    const { signal } = givenUp;
    await tracker.start(await start, signal);
    for (;;) {
      const end = ending;
      const rows = waiting.get(tracker)?.splice(0) ?? [];
      if (rows.length > 0) await tracker.write(rows, signal);
      if (end !== undefined) return tracker.end(end, signal);
      await sleep(paceMilliseconds, undefined, { signal: ended.signal }).catch(() => undefined);
    }
  };
  const start = (directory: string, step: number): void => {
    if (trackers.length === 0) return;
    const behind = startOf(directory, step, now());
    telling = Promise.all(
      trackers.map((tracker) =>
        tell(tracker, behind).catch((error: unknown) => {
          waiting.delete(tracker);
          onFailure(tracker.name, error instanceof Error ? error : new Error(String(error)));
        }),
      ),
    );
  };

  return {
    start,
    row(row) {
      const madeAt = now();
      for (const rows of waiting.values()) rows.push({ row, madeAt });
    },
    async end(outcome) {
      const madeAt = now();
      // A run that was done before: what a tracker missed of it.
      if (telling === undefined && outcome?.status === "done") start(outcome.directory, Infinity);
      ending =
        outcome?.status === "done"
          ? { status: "done", result: outcome.result, madeAt }
          : { status: outcome?.status ?? "failed", madeAt };
      ended.abort();
      const told = new AbortController();
      const overdue = sleep(patienceMilliseconds, undefined, { signal: told.signal }).then(
        () => givenUp.abort(new Error(`not all was told ${patienceMilliseconds / 1000} s after the end`)),
        () => undefined,
      );
      await Promise.race([telling, overdue]);
      told.abort();
      // Those that were given up say so, unless they hang.
      await Promise.race([telling, sleep(100)]);
    },
  };
}

/** When a row was made is not written down: it is counted back by the seconds that the later ones took. */
async function startOf(directory: string, step: number, now: number): Promise<TrackedStart> {
  const { record, metrics } = isFinetuning(directory) ? await readFinetuning(directory) : await readRun(directory);
  const rows: TrackedRow[] = [];
  let madeAt = now;
  for (const row of metrics.filter((each) => each.step <= step).toReversed()) {
    rows.push({ row, madeAt });
    madeAt -= 1000 * row.seconds;
  }
  return { record, rows: rows.toReversed(), madeAt };
}
