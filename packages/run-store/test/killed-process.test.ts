import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { randomSource } from "@resonance-rope/contracts";
import { build } from "esbuild";
import { expect, onTestFinished, test } from "vitest";
import { latestCheckpoint, openRun, readRun } from "../src/index.js";
import { exampleRun, filesBelow, temporaryFolder } from "./example-run.js";

interface Writer {
  /** Lets it open the run, and tells what came of it. */
  open(): Promise<string>;
  /** Waits until it has written a number of steps, however fast the machine is. */
  steps(count: number): Promise<void>;
  kill(): Promise<void>;
}

/** Starts processes that write to a run; bundled, for a Node that does not read TypeScript. */
async function writersOf(directory: string): Promise<() => Writer> {
  const program = join(await temporaryFolder(), "keep-writing.mjs");
  await build({
    entryPoints: [fileURLToPath(new URL("keep-writing.ts", import.meta.url))],
    outfile: program,
    bundle: true,
    platform: "node",
    format: "esm",
    conditions: ["@resonance-rope/source"],
  });
  return () => {
    const child = spawn(process.execPath, [program, directory], { stdio: ["pipe", "pipe", "inherit"] });
    const ended = once(child, "exit");
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const nextLine = async () => String((await lines.next()).value);
    onTestFinished(() => void child.kill("SIGKILL"));
    return {
      async open() {
        child.stdin.end("go");
        return nextLine();
      },
      async steps(count) {
        for (let step = 0; step < count; step++) await nextLine();
      },
      async kill() {
        child.kill("SIGKILL");
        await ended;
      },
    };
  };
}

test("a run that is killed twenty times at any moment always reads, and goes on at once", async () => {
  const { directory, release } = await exampleRun();
  await release();
  const startWriter = await writersOf(directory);
  const random = randomSource(20);
  let reached = 0;
  let next = startWriter();
  for (let kill = 0; kill < 20; kill++) {
    const writer = next;
    // The next one boots meanwhile.
    next = startWriter();
    expect(await writer.open()).toBe("opened");
    await writer.steps(Math.floor(random.uniform() * 8));
    await new Promise((resolve) => setTimeout(resolve, random.uniform() * 10));
    await writer.kill();

    const { metrics, checkpointSteps } = await readRun(directory);
    const latest = await latestCheckpoint(directory);
    const step = latest?.step ?? 0;
    expect(checkpointSteps.at(-1) ?? 0).toBe(step);
    expect(step).toBeGreaterThanOrEqual(reached);
    reached = step;
    expect(latest?.state ?? { step: 0 }).toEqual({ step });
    expect(latest?.weights.every((byte) => byte === step % 256) ?? true).toBe(true);
    expect(metrics.map((row) => row.step)).toEqual(metrics.map((_, index) => index + 1));
    expect(metrics.length).toBeGreaterThanOrEqual(step);

    await (await openRun(directory)).release();
    expect((await filesBelow(directory)).filter((name) => name.includes(".tmp"))).toEqual([]);
  }
  await next.kill();
  expect(reached).toBeGreaterThan(20);
});

test("of processes that take over a killed one's run, exactly one wins", async () => {
  const { directory, release } = await exampleRun();
  await release();
  const startWriter = await writersOf(directory);
  const [first, ...others] = Array.from({ length: 5 }, startWriter);
  await first?.open();
  await first?.kill();
  const answers = await Promise.all(others.map((writer) => writer.open()));
  expect(answers.toSorted()).toEqual(["opened", "unavailable", "unavailable", "unavailable"]);
  await Promise.all(others.map((writer) => writer.kill()));
});
