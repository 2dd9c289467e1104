import { readFileSync, readdirSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { randomSource } from "@resonance-rope/contracts";
import { expect, onTestFinished, test } from "vitest";
import { outcomeOf } from "./outcome-of.js";
import { runCli, startCli } from "./run-cli.js";
import { writePlan } from "./tiny-sweep.js";

/** RESONANCE_KILLS=100 for the figure that the documentation states. */
const kills = Number(process.env["RESONANCE_KILLS"] ?? 6);

/** Processes that a process started, by the kernel's own list; zombies have ended. */
function childrenOf(pid: number): number[] {
  return readdirSync("/proc").flatMap((name) => {
    if (!/^\d+$/u.test(name)) return [];
    const [state = "Z", parent = ""] = statOf(name);
    return Number(parent) === pid && state !== "Z" ? [Number(name)] : [];
  });
}

/** State and parent; none of a process that has just ended. */
function statOf(pid: string | number): string[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  } catch {
    return [];
  }
}

const isRunning = (pid: number): boolean => !["Z", "X", undefined].includes(statOf(pid)[0]);

test.skipIf(process.platform !== "linux")(
  `sweeps whose workers and which themselves are killed ${kills} times end with the bits of an undisturbed one, and leave nothing behind`,
  { timeout: 120_000 + 60_000 * kills },
  async () => {
    const folder = await mkdtemp(join(tmpdir(), "resonance-kills-"));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const plan = await writePlan(folder, [{ resonance: [false, true], seed: [0, 1], steps: 200 }], { retries: 100 });
    const [killed, whole] = [join(folder, "killed"), join(folder, "whole")];
    const words = ["sweep", plan, "--jobs", "2", "--json", "--out"];
    const begin = performance.now();
    expect((await runCli([...words, whole])).code).toBe(0);
    const usual = performance.now() - begin;
    const undisturbed = outcomeOf(whole);

    const random = randomSource(7).fork("kills");
    const seen = new Set<number>();
    let kill = 0;
    while (kill < kills) {
      const { child, ended } = startCli([...words, killed]);
      onTestFinished(() => void child.kill("SIGKILL"));
      const pid = child.pid ?? 0;
      let outcome: Awaited<typeof ended> | null = null;
      // Some workers, and then the sweep.
      for (let goesOn = true; goesOn && kill < kills;) {
        outcome = await Promise.race([ended, sleep((random.uniform() * usual) / 3, null)]);
        if (outcome !== null) break;
        const workers = childrenOf(pid);
        for (const worker of workers) seen.add(worker);
        const worker = workers[Math.floor(random.uniform() * workers.length)];
        const target = random.uniform() < 0.6 && worker !== undefined ? worker : pid;
        goesOn = target !== pid;
        // One that has just ended needs no kill.
        if (!isRunning(target)) continue;
        process.kill(target, "SIGKILL");
        kill += 1;
      }
      if (outcome === null) {
        child.kill("SIGKILL");
        await ended;
      } else {
        expect(outcome.code, outcome.stderr).toBe(0);
        expect(outcomeOf(killed)).toEqual(undisturbed);
        await rm(killed, { recursive: true });
      }
    }
    const { code, stderr } = await runCli([...words, killed]);
    expect(stderr).not.toContain("failed recursive");
    expect(code).toBe(0);
    expect(outcomeOf(killed)).toEqual(undisturbed);
    expect([...seen].filter(isRunning)).toEqual([]);
  },
);
