import { readFile, rm, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type Run, createRun, latestCheckpoint, readRun, writeCheckpoint } from "../src/index.js";
import { exampleRecord, exampleRun, filesBelow } from "./example-run.js";
import { noSmallDisk, smallDisk } from "./small-disk.js";

const weightsOf = (step: number, length = 100): Uint8Array => new Uint8Array(length).fill(step);

async function runWithCheckpoints(...steps: number[]): ReturnType<typeof exampleRun> {
  const run = await exampleRun();
  for (const step of steps) await writeCheckpoint(run, step, weightsOf(step), { step });
  return run;
}

test("the newest checkpoint comes back as it was written", async () => {
  const run = await exampleRun();
  expect(await latestCheckpoint(run.directory)).toBeNull();
  const state = { learningRate: 0.1, seen: [1, 2], name: "né", nothing: null, deep: { yes: true } };
  await writeCheckpoint(run, 9, weightsOf(9), {});
  await writeCheckpoint(run, 10, weightsOf(10), state);
  const { step, weights, state: read } = (await latestCheckpoint(run.directory)) ?? {};
  expect({ step, weights: Uint8Array.from(weights ?? []), state: read }).toEqual({
    step: 10,
    weights: weightsOf(10),
    state,
  });
});

test("the newest two are kept", async () => {
  const run = await runWithCheckpoints(5, 10, 15, 20);
  expect((await readRun(run.directory)).checkpointSteps).toEqual([15, 20]);
  expect(await filesBelow(join(run.directory, "checkpoints"))).toEqual([
    "step-15.json",
    "step-15.safetensors",
    "step-20.json",
    "step-20.safetensors",
  ]);
});

test("a checkpoint before others begins a new course: the later ones go", async () => {
  const run = await runWithCheckpoints(10, 20, 5);
  expect((await readRun(run.directory)).checkpointSteps).toEqual([5]);
});

test("weights without their JSON are unfinished: ignored, and removed by the next checkpoint", async () => {
  const run = await runWithCheckpoints(10, 20);
  await writeFile(join(run.directory, "checkpoints", "step-30.safetensors"), "half");
  expect((await latestCheckpoint(run.directory))?.step).toBe(20);
  await writeCheckpoint(run, 40, weightsOf(40), {});
  expect((await filesBelow(join(run.directory, "checkpoints"))).join(" ")).not.toContain("step-30");
});

test("a process that dies between new weights of a step and their JSON leaves the checkpoint before", async () => {
  const run = await runWithCheckpoints(10, 20);
  let asked = 0;
  const dying: Run = {
    ...run,
    async assertHeld() {
      if (++asked === 2) throw new Error("dies here");
    },
  };
  await expect(writeCheckpoint(dying, 20, weightsOf(21), {})).rejects.toThrow("dies here");
  expect(await readFile(join(run.directory, "checkpoints", "step-20.safetensors"))).toEqual(Buffer.from(weightsOf(21)));
  expect((await latestCheckpoint(run.directory))?.step).toBe(10);
});

test("a changed, cut or missing file of the newest checkpoint is refused, with the way back", async () => {
  const run = await runWithCheckpoints(10, 20);
  const weights = join(run.directory, "checkpoints", "step-20.safetensors");
  const manifest = join(run.directory, "checkpoints", "step-20.json");
  const vouched = await readFile(manifest, "utf8");
  const breakages: [() => Promise<void>, string][] = [
    [() => truncate(weights, 99), `100 bytes in ${weights}, got 99`],
    [() => writeFile(weights, weightsOf(21)), `${weights} with SHA-256`],
    [() => rm(weights), `${weights} beside its JSON`],
    [() => writeFile(manifest, vouched.slice(0, -5)), `JSON in ${manifest}`],
    [() => writeFile(manifest, "{}"), `a valid ${manifest}`],
    [() => writeFile(manifest, vouched.replace('"step":20', '"step":21')), `${manifest} of step 20, got step 21`],
  ];
  for (const [breakIt, message] of breakages) {
    await breakIt();
    await expect(latestCheckpoint(run.directory)).rejects.toMatchObject({
      kind: "invalid-file",
      message: expect.stringContaining(message),
      remedy: `delete ${weights} and ${manifest} to go on from step 10`,
    });
    await writeFile(weights, weightsOf(20));
    await writeFile(manifest, vouched);
  }
  expect((await latestCheckpoint(run.directory))?.step).toBe(20);
  await rm(weights);
  await rm(manifest);
  expect((await latestCheckpoint(run.directory))?.step).toBe(10);
});

test("a state that JSON would change is refused before anything is written", async () => {
  const run = await runWithCheckpoints(10);
  for (const state of [{ loss: Number.NaN }, { nothing: undefined }, { step: 1n }] as unknown as Record<
    string,
    never
  >[])
    await expect(writeCheckpoint(run, 20, weightsOf(20), state)).rejects.toMatchObject({
      kind: "invalid-argument",
      expected: "a valid state of step 20",
    });
  expect((await filesBelow(join(run.directory, "checkpoints"))).length).toBe(2);
});

test("a disk that fills up leaves the checkpoints before", async ({ skip }) => {
  const disk = (await smallDisk(128)) ?? skip(noSmallDisk);
  const run = await createRun(disk.folder, exampleRecord());
  for (const step of [10, 20]) await writeCheckpoint(run, step, weightsOf(step, 30_000), {});
  const before = await filesBelow(run.directory);
  await expect(writeCheckpoint(run, 30, weightsOf(30, 60_000), {})).rejects.toMatchObject({
    kind: "unavailable",
    received: "a full disk (ENOSPC)",
  });
  expect(await filesBelow(run.directory)).toEqual(before);
  expect((await latestCheckpoint(run.directory))?.step).toBe(20);
});
