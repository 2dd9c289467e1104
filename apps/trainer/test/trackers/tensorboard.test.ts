import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { encodeEvent } from "../../src/trackers/encode-event.js";
import { eventRecord } from "../../src/trackers/event-record.js";
import { scalarsOf } from "../../src/trackers/scalars-of.js";
import { tensorBoardTracker } from "../../src/trackers/tensorboard.js";
import { runWith, startWith, stepRow, temporaryFolder } from "./example-story.js";

const { signal } = new AbortController();
const rowRecord = (step: number, wallTimeSeconds: number): Buffer =>
  eventRecord(encodeEvent({ wallTimeSeconds, step, what: { type: "scalars", scalars: scalarsOf(stepRow(step)) } }));
const voiding = (wallTimeSeconds: number): Buffer =>
  eventRecord(encodeEvent({ wallTimeSeconds, step: 0, what: { type: "session-start" } }));

describe("TensorBoard", () => {
  it("has a file of its own for every start, last by name, which voids the others and repeats what is behind", async () => {
    const run = await runWith(0);
    const directory = join(await temporaryFolder(), "logs");
    const folder = join(directory, run.record.runId);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, "events.out.tfevents.900.host.1"), "written under a clock that was set back");
    for (let start = 0; start < 2; start++) {
      const tracker = tensorBoardTracker(directory);
      await tracker.start(startWith(run, 2), signal);
      await tracker.write([{ row: stepRow(3), madeAt: 3000 }], signal);
      await tracker.end({ status: "stopped", madeAt: 4000 }, signal);
    }
    const names = (await readdir(folder)).toSorted();
    expect(names.map((name) => name.split(".")[3])).toEqual(["900", "901", "902"]);
    const file = await readFile(join(folder, names.at(-1) as string));
    expect(file.indexOf(voiding(0.5))).toBeGreaterThan(0);
    const rows = Buffer.concat([rowRecord(1, 1), rowRecord(2, 2), rowRecord(3, 3)]);
    expect(file.subarray(-rows.length).equals(rows)).toBe(true);
  });

  it("fails in words where its folder cannot be made", async () => {
    const run = await runWith(0);
    const file = join(await temporaryFolder(), "file");
    await writeFile(file, "");
    await expect(tensorBoardTracker(file).start(startWith(run, 0), signal)).rejects.toThrow(
      /not a directory|file already exists/u,
    );
  });
});
