import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, readdir, rm, truncate, writeFile } from "node:fs/promises";
import { execFileSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { randomSource } from "@resonance-rope/contracts";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { hasMetrics } from "./has-metrics.js";
import { outcomeOf } from "./outcome-of.js";
import { runCli, startCli } from "./run-cli.js";
import { tinyFlags } from "./tiny-flags.js";

const tiny = (out: string, steps = 60): string[] => [
  ..."train --task semi-recursive --resonance --seed 3 --json".split(" "),
  ...tinyFlags,
  "--steps",
  String(steps),
  "--out",
  out,
];

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "resonance-trainer-"));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function onlyRun(runs: string): Promise<string> {
  const [name] = await readdir(runs);
  return join(runs, name as string);
}

describe("resuming", () => {
  it(
    "ends with the bits of an uninterrupted run after twenty kills at random moments",
    { timeout: 240_000 },
    async () => {
      const [whole, killed] = [join(folder, "whole"), join(folder, "killed")];
      const random = randomSource(7).fork("kills");
      const begin = performance.now();
      expect((await runCli(tiny(whole))).code).toBe(0);
      const usual = performance.now() - begin;

      for (let kill = 0; kill < 20; kill++) {
        const { child, ended } = startCli(tiny(killed));
        await Promise.race([sleep(random.uniform() * usual), ended]);
        child.kill("SIGKILL");
        await ended;
      }
      // Killed before the folder was made, there is nothing to resume yet: the same words start it.
      const end = existsSync(killed)
        ? await runCli(["resume", await onlyRun(killed), "--json"])
        : await runCli(tiny(killed));
      expect(end.stderr).not.toContain("error");
      expect(end.code).toBe(0);
      expect(outcomeOf(await onlyRun(killed))).toEqual(outcomeOf(await onlyRun(whole)));
      expect((await readdir(await onlyRun(killed))).toSorted()).toEqual([
        "checkpoints",
        "metrics.jsonl",
        "record.json",
        "result.json",
      ]);
    },
  );

  it(
    "saves at Ctrl-C, says how to go on, and goes on from a copied folder of another name",
    { timeout: 60_000 },
    async () => {
      const [whole, stopped] = [join(folder, "whole"), join(folder, "stopped")];
      expect((await runCli(tiny(whole, 400))).code).toBe(0);
      const { child, ended } = startCli(tiny(stopped, 400));
      while (!(await hasMetrics(stopped))) await sleep(20);
      child.kill("SIGINT");
      const { code, stdout, stderr } = await ended;
      expect(code).toBe(130);
      expect(stdout).toBe("");
      expect(stderr).toMatch(/go on with: npx resonance resume /u);

      const copied = join(folder, "copied", "renamed");
      await cp(await onlyRun(stopped), copied, { recursive: true });
      expect((await runCli(["resume", copied, "--json"])).code).toBe(0);
      expect(outcomeOf(copied)).toEqual(outcomeOf(await onlyRun(whole)));
    },
  );

  it("goes on only on the backend it was started on, whose bits it has", async () => {
    await runCli([...tiny(folder, 10), "--backend", "wasm"]);
    const { code, stderr } = await runCli([...tiny(folder, 10), "--backend", "cpu"]);
    expect(code).toBe(2);
    expect(stderr).toContain("wasm");
  });

  it("answers a finished run from its result, without training again", async () => {
    await runCli(tiny(folder, 10));
    const again = await runCli(tiny(folder, 10));
    expect(again.code).toBe(0);
    expect(JSON.parse(again.stdout)).toMatchObject({
      steps: 10,
      runId: expect.stringMatching(/^semi-recursive-none-nearest-integer-s3-[0-9a-f]{8}$/u),
    });
    expect(again.stderr).not.toContain("step 10/10");
  });
});

/** Root in a container may still not be allowed to. */
function mounts(): boolean {
  try {
    execFileSync("unshare", ["--mount", "true"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

describe("what a run refuses", () => {
  it("a second process on the same run, while the first goes on unharmed", { timeout: 60_000 }, async () => {
    const { child, ended } = startCli(tiny(folder, 100_000));
    while (!(await hasMetrics(folder))) await sleep(20);
    const second = await runCli(tiny(folder, 100_000));
    expect(second.code).toBe(1);
    expect(second.stderr).toMatch(/process \d+, which is running/u);
    expect(second.stdout).toBe("");
    child.kill("SIGINT");
    expect((await ended).code).toBe(130);
  });

  it("a truncated checkpoint, by name, with what to delete to go on", async () => {
    await runCli(tiny(folder, 10));
    const run = await onlyRun(folder);
    await rm(join(run, "result.json"));
    const newest = join(run, "checkpoints", "step-10.safetensors");
    await truncate(newest, 1000);
    const { code, stderr } = await runCli(["resume", run]);
    expect(code).toBe(1);
    expect(stderr).toContain(newest);
    expect(stderr).toContain("delete");
  });

  it("a folder that cannot be written", async () => {
    const file = join(folder, "file");
    await writeFile(file, "");
    const { code, stderr } = await runCli(tiny(join(file, "runs"), 10));
    expect(code).toBe(1);
    expect(stderr).toContain("error");
    expect(await readdir(folder)).toEqual(["file"]);
  });

  const canMount = process.platform === "linux" && process.getuid?.() === 0 && mounts();
  it.skipIf(!canMount)("a full disk, and goes on once there is room", { timeout: 60_000 }, async () => {
    const whole = join(folder, "whole");
    const disk = join(folder, "disk");
    expect((await runCli(tiny(whole, 40))).code).toBe(0);
    await mkdir(disk);
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=300k", "tmpfs", disk]);
    try {
      const { code, stderr } = await runCli(tiny(disk, 40));
      expect(code).toBe(1);
      expect(stderr).toMatch(/full|space/u);
      execFileSync("mount", ["-o", "remount,size=20m", disk]);
      expect((await runCli(tiny(disk, 40))).code).toBe(0);
      expect(outcomeOf(await onlyRun(disk))).toEqual(outcomeOf(await onlyRun(whole)));
    } finally {
      execFileSync("umount", [disk]);
    }
  });
});
