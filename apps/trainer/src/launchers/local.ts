/** Trains runs on this machine, some of them at a time, each in a process of its own. */
import { setMaxListeners } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isLocked, runIdOf } from "@resonance-rope/run-store";
import type { PassedOver } from "@resonance-rope/tfjs-runtime";
import type { SweepRun } from "../sweep/sweep-run.js";
import { trainInProcess } from "../training/train-in-process.js";
import type { LaunchOptions, RunEnd } from "./launcher.js";
import { memoryGate } from "./memory-gate.js";
import { memoryOfPlan } from "../memory/memory-of-plan.js";

type LocalRun = Pick<SweepRun, "plan" | "trackers">;

export interface LocalOptions<Run extends LocalRun> extends LaunchOptions<Run> {
  /** Told once, by the first run that starts. */
  readonly onEngine?: (engine: string, passedOver: readonly PassedOver[]) => void;
}

/** Runs start in their order; one waits until the machine has the memory for it. */
export async function launchLocally<Run extends LocalRun>(
  runs: readonly Run[],
  options: LocalOptions<Run>,
): Promise<void> {
  const { jobs, signal, onEnd } = options;
  // Each run listens; of more than ten listeners Node believes that they leak.
  setMaxListeners(0, signal);
  const gate = memoryGate();
  const waiting = runs.values();
  let { onEngine } = options;
  const work = async (): Promise<void> => {
    for (const run of waiting) {
      const place = await gate.enter(memoryOfPlan(run.plan), signal).catch((error: unknown) => error as Error);
      if (signal.aborted) return;
      if (place instanceof Error) {
        onEnd(run, { status: "failed", error: place });
        continue;
      }
      const end = await train(run, options, {
        onEngine: (engine, passedOver) => {
          onEngine?.(engine, passedOver);
          onEngine = undefined;
        },
        onStep: place.fill,
      });
      place.leave();
      onEnd(run, end);
    }
  };
  await Promise.all(Array.from({ length: Math.min(jobs, runs.length) }, work));
}

interface Watch {
  readonly onEngine: NonNullable<LocalOptions<never>["onEngine"]>;
  readonly onStep: () => void;
}

async function train<Run extends LocalRun>(
  run: Run,
  { runsDirectory, signal, onStart, onRow }: LocalOptions<Run>,
  { onEngine, onStep }: Watch,
): Promise<RunEnd> {
  try {
    await untilFree(join(runsDirectory, runIdOf(run.plan)), signal);
    return await trainInProcess(
      { plan: run.plan, trackers: run.trackers ?? {}, options: { place: { runs: runsDirectory } } },
      {
        signal,
        onStart: ({ step, engine, passedOver }) => {
          onEngine(engine, passedOver);
          onStart(run, step);
        },
        onRow: (row) => {
          onStep();
          onRow(run, row);
        },
      },
    );
  } catch (error) {
    return { status: "failed", error: error as Error };
  }
}

/** The longest that a process may take to end its step and save, once whoever started it has been killed. */
const patienceMilliseconds = 60_000;

/** A process that outlives a killed sweep holds its run for a step more. After that, starting says who holds it. */
async function untilFree(directory: string, signal: AbortSignal): Promise<void> {
  const pause = 100;
  for (let waited = 0; waited < patienceMilliseconds && !signal.aborted; waited += pause) {
    if (!(await isLocked(directory))) return;
    await sleep(pause);
  }
}
