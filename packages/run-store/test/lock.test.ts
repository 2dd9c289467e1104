import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { readFile, rm, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import {
  appendMetrics,
  clearFinished,
  openRun,
  readRun,
  truncateMetrics,
  writeCheckpoint,
  writeResult,
} from "../src/index.js";
import { exampleResult, exampleRun, filesBelow } from "./example-run.js";
import { stepRow } from "./step-row.js";

/** Above the largest number that Linux gives to a process, 2^22. */
const noProcess = 2 ** 30;

interface Holder {
  readonly pid: number;
  readonly hostname?: string;
  readonly start?: string | null;
}

/** A run folder that no process of ours holds, with the lock of another; returns its token. */
async function lockedRun(holder: Holder): Promise<{ directory: string; token: string }> {
  const { directory, release } = await exampleRun();
  await release();
  const token = randomUUID();
  await writeLock(join(directory, "lock.json"), token, holder);
  return { directory, token };
}

function writeLock(path: string, token: string, holder: Holder): Promise<void> {
  return writeFile(path, JSON.stringify({ token, hostname: hostname(), start: null, ...holder }));
}

test("a run in use is refused, by the number of the process that uses it", async () => {
  const run = await exampleRun();
  await expect(openRun(run.directory)).rejects.toMatchObject({
    kind: "unavailable",
    where: "openRun",
    expected: `${join(run.directory, "lock.json")} to be free`,
    received: `the lock of process ${process.pid}, which is running`,
  });
  await run.release();
  await (await openRun(run.directory)).release();
  expect(await filesBelow(run.directory)).toEqual(["record.json"]);
});

test("the lock that a killed process left in a run that is done is taken away, and no other's", async () => {
  const { directory } = await lockedRun({ pid: noProcess });
  await clearFinished(directory);
  expect(await filesBelow(directory)).toEqual(["record.json"]);
  await clearFinished(directory);
  for (const holder of [{ pid: process.pid }, { pid: noProcess, hostname: "elsewhere" }]) {
    const other = await lockedRun(holder);
    await clearFinished(other.directory);
    expect(await filesBelow(other.directory)).toEqual(["lock.json", "record.json"]);
  }
});

test("the lock of a process that has ended is taken over at once", async () => {
  const { directory } = await lockedRun({ pid: noProcess });
  const run = await openRun(directory);
  await run.assertHeld();
});

test.runIf(process.platform === "linux")(
  "a number that was given to a new process does not hold the lock",
  async () => {
    const { directory } = await lockedRun({ pid: process.pid, start: "an earlier boot:1" });
    await openRun(directory);
  },
);

test.runIf(process.platform === "linux")(
  "a killed process that its parent has not asked after does not hold the lock",
  async () => {
    // The shell becomes a sleep, which never asks after the child it inherits.
    const parent = spawn("sh", ["-c", "sleep 0.01 & echo $!; exec sleep 20"], { stdio: ["ignore", "pipe", "ignore"] });
    onTestFinished(() => void parent.kill("SIGKILL"));
    const pid = Number(await new Promise<Buffer>((resolve) => parent.stdout.once("data", resolve)));
    await expect.poll(() => readFile(`/proc/${pid}/stat`, "utf8")).toContain(") Z ");
    const { directory } = await lockedRun({ pid });
    await openRun(directory);
  },
);

test("the lock of another host is refused, and the message says what to delete", async () => {
  const { directory } = await lockedRun({ pid: noProcess, hostname: "elsewhere" });
  const path = join(directory, "lock.json");
  await expect(openRun(directory)).rejects.toMatchObject({
    kind: "unavailable",
    received: `the lock of process ${noProcess} on the host elsewhere`,
    remedy: `if that process has ended, delete ${path}`,
  });
});

test("a lock that cannot be read is refused, and the message says what to delete", async () => {
  const { directory } = await lockedRun({ pid: noProcess });
  const path = join(directory, "lock.json");
  for (const text of ["", "{}", '{"token":"../../etc","pid":1,"hostname":"","start":null}']) {
    await writeFile(path, text);
    await expect(openRun(directory)).rejects.toMatchObject({
      kind: "unavailable",
      remedy: `if no process uses the run, delete ${path}`,
    });
  }
});

test("of many that take over the same dead lock, exactly one wins", async () => {
  for (let round = 0; round < 4; round++) {
    const { directory } = await lockedRun({ pid: noProcess });
    const tries = await Promise.allSettled(Array.from({ length: 12 }, () => openRun(directory)));
    const won = tries.filter((each) => each.status === "fulfilled");
    expect(won).toHaveLength(1);
    for (const each of tries) {
      if (each.status === "rejected") expect(each.reason).toMatchObject({ kind: "unavailable" });
      else await each.value.assertHeld();
    }
  }
});

test("a process that died while it took a lock over is itself taken over, to any depth", async () => {
  const { directory, token } = await lockedRun({ pid: noProcess });
  const second = randomUUID();
  await writeLock(join(directory, `.takeover-${token}.tmp`), second, { pid: noProcess });
  await writeLock(join(directory, `.takeover-${second}.tmp`), randomUUID(), { pid: noProcess });
  const tries = await Promise.allSettled(Array.from({ length: 12 }, () => openRun(directory)));
  expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(await filesBelow(directory)).toEqual(["lock.json", "record.json"]);
});

test("a process that lost its lock writes nothing more", async () => {
  const orphan = await exampleRun();
  await appendMetrics(orphan, [stepRow(1)]);
  await rm(join(orphan.directory, "lock.json"));
  const heir = await openRun(orphan.directory);
  const before = await filesBelow(orphan.directory);

  const lost = { kind: "unavailable", where: "assertHeld" };
  await expect(appendMetrics(orphan, [stepRow(2)])).rejects.toMatchObject(lost);
  await expect(truncateMetrics(orphan, 0)).rejects.toMatchObject(lost);
  await expect(writeCheckpoint(orphan, 2, new Uint8Array(8), {})).rejects.toMatchObject(lost);
  await expect(writeResult(orphan, exampleResult())).rejects.toMatchObject(lost);
  expect(await filesBelow(orphan.directory)).toEqual(before);
  expect((await readRun(orphan.directory)).metrics).toEqual([stepRow(1)]);

  await orphan.release();
  await heir.assertHeld();
});

test("a lock that someone removed is lost too", async () => {
  const run = await exampleRun();
  await run.release();
  await expect(run.assertHeld()).rejects.toMatchObject({ received: "no lock" });
  await run.release();
});
