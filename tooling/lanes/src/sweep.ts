/** `resonance sweep`, as built, disturbed in the middle. */
import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { root } from "./root.js";

const command = join(root, "apps/trainer/bin/resonance.js");

export interface Sweep {
  readonly child: ChildProcess;
  /** Its exit code; null where a signal ended it. */
  readonly ended: Promise<number | null>;
}

export function startSweep(words: readonly string[]): Sweep {
  const child = spawn(process.execPath, [command, "sweep", ...words], { stdio: ["ignore", "ignore", "inherit"] });
  const ended = once(child, "exit").then(([code]) => code as number | null);
  return { child, ended };
}

export async function sweep(words: readonly string[]): Promise<void> {
  const code = await startSweep(words).ended;
  if (code !== 0) throw new Error(`resonance sweep ${words.join(" ")} ended with ${code}`);
}

/** The folder of a run that has saved something and is not done; waits for one. */
export async function runInTheMiddle(runs: string, { child }: Sweep): Promise<string> {
  while (child.exitCode === null && child.signalCode === null) {
    const found = namesOf(runs)
      .map((name) => join(runs, name))
      .find((run) => existsSync(join(run, "lock.json")) && existsSync(join(run, "metrics.jsonl")));
    if (found !== undefined) return found;
    await pause(50);
  }
  throw new Error("the sweep ended before a run of it could be disturbed");
}

/** Kills the process that trains it. */
export function killRun(run: string): void {
  const { pid } = JSON.parse(readFileSync(join(run, "lock.json"), "utf8")) as { readonly pid: number };
  process.kill(pid, "SIGKILL");
}

/** What each run of a folder came to, but for the time that it took: its result, and a hash of its weights. */
export function outcomesOf(runs: string): Readonly<Record<string, object>> {
  const outcomeOf = (run: string): object => {
    const result = JSON.parse(readFileSync(join(run, "result.json"), "utf8")) as { readonly steps: number };
    const weights = readFileSync(join(run, `checkpoints/step-${result.steps}.safetensors`));
    return { ...result, secondsPerStep: null, weights: createHash("sha256").update(weights).digest("hex") };
  };
  return Object.fromEntries(namesOf(runs).map((name) => [name, outcomeOf(join(runs, name))]));
}

const namesOf = (runs: string): string[] =>
  existsSync(runs) ? readdirSync(runs).filter((name) => !name.startsWith(".")) : [];
