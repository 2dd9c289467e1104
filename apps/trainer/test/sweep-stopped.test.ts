import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { program } from "./run-cli.js";
import { writePlan } from "./tiny-sweep.js";

test.skipIf(process.platform === "win32")(
  "a sweep of which every process is told to end, as by the end of a service, saves the step at hand and fails no run",
  { timeout: 240_000 },
  async () => {
    const folder = await mkdtemp(join(tmpdir(), "resonance-stopped-"));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const runs = join(folder, "runs");
    const words = ["sweep", await writePlan(folder, [{ steps: 20_000 }]), "--jobs", "1", "--out", runs];
    // A group of its own, which is told as a whole.
    const child = spawn(process.execPath, [program, ...words], { detached: true, stdio: ["ignore", "ignore", "pipe"] });
    onTestFinished(() => void child.kill("SIGKILL"));
    let told = "";
    child.stderr.on("data", (chunk: Buffer) => (told += chunk.toString()));
    // It learns by then, and has nineteen twentieths of its steps left.
    const checkpoints = async (): Promise<number[]> => {
      const [run = ""] = existsSync(runs) ? await readdir(runs) : [];
      const folderOfRun = join(runs, run, "checkpoints");
      const files = existsSync(folderOfRun) ? await readdir(folderOfRun) : [];
      return files.filter((name) => name.endsWith(".json")).map((name) => Number(/\d+/u.exec(name)?.[0]));
    };
    while ((await checkpoints()).length === 0 && child.exitCode === null) await sleep(20);
    process.kill(-(child.pid ?? 0), "SIGTERM");
    const [code] = (await once(child, "close")) as [number | null];
    expect(told).toContain("saved; the same command goes on from here");
    expect(told).not.toMatch(/^ *failed/mu);
    expect(code).toBe(130);
    const [run = ""] = await readdir(runs);
    const rows = (await readFile(join(runs, run, "metrics.jsonl"), "utf8")).trimEnd().split("\n");
    const steps = rows.filter((row) => (JSON.parse(row) as { type: string }).type === "step");
    expect(steps).toHaveLength(Math.max(...(await checkpoints())));
    expect(existsSync(join(runs, run, "lock.json"))).toBe(false);
  },
);
