/**
 * Event files for TensorBoard, a folder a run: `tensorboard --logdir DIR` shows them while they grow.
 *
 * Every start writes a file of its own, which begins by voiding those before it and repeats what they had up to the
 * checkpoint, so that whatever a killed process left is replaced: the charts have each step once.
 */
import { appendFile, mkdir, readdir, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { type Event, encodeEvent } from "./encode-event.js";
import { eventRecord } from "./event-record.js";
import { flatParameters } from "./flat-parameters.js";
import { resultScalars, scalarsOf } from "./scalars-of.js";
import type { TrackedRow, Tracker } from "./tracker.js";

export function tensorBoardTracker(directory: string): Tracker {
  let path = "";
  return {
    name: "TensorBoard",
    async start({ record, rows, madeAt }) {
      const folder = join(directory, record.runId);
      await mkdir(folder, { recursive: true });
      path = join(folder, await newName(folder, madeAt));
      const wallTimeSeconds = madeAt / 1000;
      const parameters = flatParameters(record.plan).map(([name, value]) => `| ${name} | ${value} |`);
      const text = ["| parameter | value |", "| --- | --- |", ...parameters].join("\n");
      const opening: Event[] = [
        { wallTimeSeconds, step: 0, what: { type: "file-version" } },
        { wallTimeSeconds, step: 0, what: { type: "session-start" } },
        { wallTimeSeconds, step: 0, what: { type: "text", name: "plan", text } },
      ];
      await writeFile(path, recordsOf([...opening, ...rows.map(eventOf)]), { flag: "wx" });
    },
    write: (rows) => appendFile(path, recordsOf(rows.map(eventOf))),
    async end(end) {
      if (end.status !== "done") return;
      const { result, madeAt } = end;
      const what = { type: "scalars", scalars: resultScalars(result) } as const;
      await appendFile(path, recordsOf([{ wallTimeSeconds: madeAt / 1000, step: result.steps, what }]));
    },
  };
}

const recordsOf = (events: readonly Event[]): Buffer =>
  Buffer.concat(events.map((event) => eventRecord(encodeEvent(event))));

const eventOf = ({ row, madeAt }: TrackedRow): Event => ({
  wallTimeSeconds: madeAt / 1000,
  step: row.step,
  what: { type: "scalars", scalars: scalarsOf(row) },
});

const namePattern = /^events\.out\.tfevents\.(\d+)\./u;

/** TensorBoard reads the files of a folder by name: this one comes last, even where a clock was set back. */
async function newName(folder: string, madeAt: number): Promise<string> {
  const stamps = (await readdir(folder)).map((name) => Number(namePattern.exec(name)?.[1] ?? 0));
  const stamp = Math.max(Math.floor(madeAt), ...stamps.map((earlier) => earlier + 1));
  return `events.out.tfevents.${stamp}.${hostname()}.${process.pid}`;
}
