/** What runs will take: by finished runs of the same shape on this machine, else by a few steps of it, else roughly. */
import { existsSync } from "node:fs";
import type { TrainingPlan } from "@resonance-rope/contracts";
import { listRuns, readMetrics } from "@resonance-rope/run-store";
import { hasMemoryFor } from "../memory/machine-memory.js";
import { memoryOfPlan } from "../memory/memory-of-plan.js";
import { thisMachine } from "../training/describe-machine.js";
import { measureInProcess } from "../training/measure-in-process.js";
import { type Pace, paceOf, roughPace, secondsAt, shapeOf, startSeconds } from "../training/pace.js";
import type { SweepRun } from "./sweep-run.js";

export interface EstimateOptions {
  readonly runsDirectory: string;
  readonly signal: AbortSignal;
  /** The most that measuring may take of the time of the runs themselves. */
  readonly mostShare: number;
  /** Told before each measurement. */
  readonly onMeasure: (plan: TrainingPlan) => void;
}

/** Of a measurement, beside a process's start. */
const measuredSteps = 8;

/** The seconds of any of these runs, alone on the machine. */
export async function estimateRuns(
  runs: readonly SweepRun[],
  options: EstimateOptions,
): Promise<(run: SweepRun) => number> {
  const wanted = new Map<string, SweepRun[]>();
  for (const run of runs) {
    const shape = shapeOf(run.plan);
    const alike = wanted.get(shape);
    if (alike === undefined) wanted.set(shape, [run]);
    else alike.push(run);
  }
  const paces = await finishedPaces(new Set(wanted.keys()), options.runsDirectory);
  for (const [shape, alike] of wanted) {
    const [first] = alike;
    if (first === undefined || paces.has(shape) || options.signal.aborted) continue;
    if (!hasMemoryFor(memoryOfPlan(first.plan))) continue;
    const rough = roughPace(first.plan);
    const seconds = alike.reduce((sum, { plan }) => sum + secondsAt(rough, plan), 0);
    const cost = startSeconds + measuredSteps * rough.secondsPerStep;
    if (cost > options.mostShare * seconds) continue;
    options.onMeasure(first.plan);
    const measured = await measureInProcess(first.plan, options.signal);
    if (measured !== null) paces.set(shape, measured);
  }
  return ({ plan }) => secondsAt(paces.get(shapeOf(plan)) ?? roughPace(plan), plan);
}

async function finishedPaces(shapes: ReadonlySet<string>, runsDirectory: string): Promise<Map<string, Pace>> {
  const paces = new Map<string, Pace>();
  if (!existsSync(runsDirectory)) return paces;
  const { processor } = thisMachine();
  const { runs } = await listRuns(runsDirectory);
  for (const { record, result, directory } of runs) {
    const shape = shapeOf(record.plan);
    if (result === null || paces.has(shape) || !shapes.has(shape) || record.machine.processor !== processor) continue;
    const pace = paceOf(record.plan, result, await readMetrics(directory).catch(() => []));
    if (pace !== null) paces.set(shape, pace);
  }
  return paces;
}
