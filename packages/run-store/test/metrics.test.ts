import { appendFile, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { appendMetrics, createRun, openRun, readMetrics, truncateMetrics } from "../src/index.js";
import { exampleRecord, exampleRun, filesBelow } from "./example-run.js";
import { stepRow } from "./step-row.js";
import { noSmallDisk, smallDisk } from "./small-disk.js";

test("rows come back in the order in which they were appended", async () => {
  const run = await exampleRun();
  expect(await readMetrics(run.directory)).toEqual([]);
  const evaluation = {
    type: "evaluation",
    step: 2,
    validationLoss: 1.5,
    idAccuracy: 0.5,
    oodAccuracy: 0.25,
    seconds: 2,
  } as const;
  await appendMetrics(run, [stepRow(1), stepRow(2)]);
  await appendMetrics(run, [evaluation]);
  expect(await readMetrics(run.directory)).toEqual([stepRow(1), stepRow(2), evaluation]);
});

test("going back to a step drops the rows after it, and only those", async () => {
  const run = await exampleRun();
  await appendMetrics(run, [stepRow(1), stepRow(2), stepRow(3)]);
  await truncateMetrics(run, 3);
  expect(await readMetrics(run.directory)).toHaveLength(3);
  await truncateMetrics(run, 2);
  await appendMetrics(run, [stepRow(3)]);
  expect(await readMetrics(run.directory)).toEqual([stepRow(1), stepRow(2), stepRow(3)]);
  await truncateMetrics(run, -1);
  expect(await readMetrics(run.directory)).toEqual([]);
});

test("a row that was cut off is left out, and the next one does not join it", async () => {
  const run = await exampleRun();
  await appendMetrics(run, [stepRow(1)]);
  const path = join(run.directory, "metrics.jsonl");
  const whole = await readFile(path, "utf8");
  for (let length = 1; length < whole.length; length += 17) {
    await appendFile(path, whole.slice(0, length));
    expect(await readMetrics(run.directory)).toEqual([stepRow(1)]);
    await run.release();
    Object.assign(run, await openRun(run.directory));
    expect(await readFile(path, "utf8")).toBe(whole);
  }
  await appendMetrics(run, [stepRow(2)]);
  expect(await readMetrics(run.directory)).toEqual([stepRow(1), stepRow(2)]);
});

test("a broken row is an invalid file, and the message says which line", async () => {
  const run = await exampleRun();
  await appendMetrics(run, [stepRow(1)]);
  const path = join(run.directory, "metrics.jsonl");
  for (const line of ["{", '{"type":"step"}', ""]) {
    await writeFile(path, `${JSON.stringify(stepRow(1))}\n${line}\n${JSON.stringify(stepRow(2))}\n`);
    await expect(readMetrics(run.directory)).rejects.toMatchObject({
      kind: "invalid-file",
      message: expect.stringContaining(`line 2 of ${path}`),
    });
  }
});

test("a loss that is not finite is refused before it is written", async () => {
  const run = await exampleRun();
  const diverged = { ...stepRow(1), trainingLoss: Number.NaN };
  await expect(appendMetrics(run, [stepRow(0), diverged])).rejects.toMatchObject({
    kind: "invalid-argument",
    expected: "a valid row of step 1",
  });
  expect(await readMetrics(run.directory)).toEqual([]);
});

test("a disk that fills up keeps whole rows, and all that were there", async ({ skip }) => {
  const disk = (await smallDisk(64)) ?? skip(noSmallDisk);
  const run = await createRun(disk.folder, exampleRecord());
  const rows = Array.from({ length: 100 }, (_, step) => stepRow(step));
  await appendMetrics(run, rows);
  await expect(
    appendMetrics(
      run,
      Array.from({ length: 1000 }, () => stepRow(100)),
    ),
  ).rejects.toMatchObject({
    kind: "unavailable",
    received: "a full disk (ENOSPC)",
  });
  expect(await readMetrics(run.directory)).toEqual(rows);
  expect(await filesBelow(run.directory)).toEqual(["lock.json", "metrics.jsonl", "record.json"]);
});
