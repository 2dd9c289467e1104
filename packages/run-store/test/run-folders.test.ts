import { cp, mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import {
  appendMetrics,
  createRun,
  findRun,
  listRuns,
  openRun,
  readRun,
  writeCheckpoint,
  writeResult,
} from "../src/index.js";
import { examplePlan, exampleRecord, exampleResult, exampleRun, filesBelow, temporaryFolder } from "./example-run.js";
import { stepRow } from "./step-row.js";

const seeded = (seed: number) => ({ ...examplePlan, seed });

test("a run is absent, then started, then done", async () => {
  const runs = await temporaryFolder();
  expect(await findRun(runs, examplePlan)).toBeNull();
  const run = await createRun(runs, exampleRecord());
  expect(await findRun(runs, examplePlan)).toEqual({
    directory: run.directory,
    record: exampleRecord(),
    result: null,
  });
  await writeResult(run, exampleResult());
  expect((await findRun(runs, examplePlan))?.result).toEqual(exampleResult());
  expect(await findRun(runs, seeded(1))).toBeNull();
});

test("a run that exists is not created again, and stays as it is", async () => {
  const runs = await temporaryFolder();
  const run = await createRun(runs, exampleRecord());
  await run.release();
  const before = await filesBelow(runs);
  await expect(createRun(runs, exampleRecord())).rejects.toMatchObject({
    kind: "unavailable",
    received: "one that was started",
    remedy: "go on with openRun, or delete the folder",
  });
  expect(await filesBelow(runs)).toEqual(before);
});

test("of many that create the same run, exactly one does", async () => {
  const runs = await temporaryFolder();
  const tries = await Promise.allSettled(Array.from({ length: 10 }, () => createRun(runs, exampleRecord())));
  expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
});

test("a folder whose process was killed before the record is taken, and cleared", async () => {
  const runs = await temporaryFolder();
  const directory = join(runs, exampleRecord().runId);
  await mkdir(directory);
  await writeFile(join(directory, ".record.json.0.tmp"), "{");
  const run = await createRun(runs, exampleRecord());
  expect(await filesBelow(run.directory)).toEqual(["lock.json", "record.json"]);
});

test("a record under another plan's name is refused, and so is another run's result", async () => {
  const runs = await temporaryFolder();
  await expect(createRun(runs, { ...exampleRecord(), plan: seeded(1) })).rejects.toMatchObject({
    kind: "invalid-argument",
    where: "createRun",
  });
  const run = await createRun(runs, exampleRecord());
  await expect(writeResult(run, exampleResult(seeded(1)))).rejects.toMatchObject({ kind: "invalid-argument" });
  await writeFile(join(run.directory, "result.json"), JSON.stringify(exampleResult(seeded(1))));
  await expect(readRun(run.directory)).rejects.toMatchObject({ kind: "invalid-file" });
});

test("another plan under a run's name is noticed", async () => {
  const run = await exampleRun();
  await writeFile(join(run.directory, "record.json"), JSON.stringify({ ...exampleRecord(), plan: seeded(1) }));
  await expect(findRun(join(run.directory, ".."), examplePlan)).rejects.toMatchObject({
    kind: "invalid-file",
    received: "another plan under the same name",
  });
});

test("opening clears what a killed process left, and a folder that is no run stays untouched", async () => {
  const run = await exampleRun();
  await writeCheckpoint(run, 1, new Uint8Array(8), {});
  await run.release();
  const before = await filesBelow(run.directory);
  for (const name of [".result.json.0.tmp", "checkpoints/.step-2.safetensors.0.tmp"])
    await writeFile(join(run.directory, name), "half");
  await (await openRun(run.directory)).release();
  expect(await filesBelow(run.directory)).toEqual(before);

  const foreign = await temporaryFolder();
  await writeFile(join(foreign, ".mine.tmp"), "kept");
  await expect(openRun(foreign)).rejects.toMatchObject({ kind: "invalid-file", received: "no record.json in it" });
  expect(await filesBelow(foreign)).toEqual([".mine.tmp"]);
});

test("a run in use, and a copy of it under another name, read whole", async () => {
  const run = await exampleRun();
  await appendMetrics(run, [stepRow(1)]);
  await writeCheckpoint(run, 1, new Uint8Array(8), {});
  const contents = { record: exampleRecord(), result: null, metrics: [stepRow(1)], checkpointSteps: [1] };
  expect(await readRun(run.directory)).toEqual({ directory: run.directory, ...contents });
  const copy = join(await temporaryFolder(), "a copy");
  await cp(run.directory, copy, { recursive: true });
  expect(await readRun(copy)).toEqual({ directory: copy, ...contents });
});

test("a list holds every run, and says of every other folder why it is none", async () => {
  const runs = await temporaryFolder();
  const directories: string[] = [];
  for (const seed of [2, 0, 1]) {
    const run = await createRun(runs, exampleRecord(seeded(seed)));
    if (seed === 1) await writeResult(run, exampleResult(seeded(seed)));
    await run.release();
    directories.push(run.directory);
  }
  const [broken = "", , done = ""] = directories;
  await writeFile(join(broken, "record.json"), '{"version":1');
  await mkdir(join(runs, "foreign"));
  await mkdir(join(runs, ".hidden"));
  await writeFile(join(runs, "notes.txt"), "a file");
  await symlink(done, join(runs, "zz-link"));

  const listing = await listRuns(runs);
  expect(listing.runs.map(({ record, result }) => [record.plan.seed, result?.oodAccuracy])).toEqual([
    [0, undefined],
    [1, 0.5],
    [1, 0.5],
  ]);
  const { runs: kept, failures } = await listRuns(runs, ({ record }) => ({ seed: record.plan.seed }));
  expect(kept).toEqual([{ seed: 0 }, { seed: 1 }, { seed: 1 }]);
  expect(failures).toEqual(listing.failures);
  // An error of who lists is no fault of a folder.
  const unwilling = (): never => {
    throw new Error("not today");
  };
  await expect(listRuns(runs, unwilling)).rejects.toThrow("not today");
  expect(listing.failures).toEqual([
    { directory: broken, reason: expect.stringContaining(`JSON in ${join(broken, "record.json")}`) },
    { directory: join(runs, "foreign"), reason: expect.stringContaining("no record.json in it") },
  ]);
});

test("a runs folder that is not there is an error with a remedy, not an empty list", async () => {
  await expect(listRuns(join(await temporaryFolder(), "absent"))).rejects.toMatchObject({
    kind: "unavailable",
    received: "no such file or folder (ENOENT)",
    remedy: "check the path",
  });
});
