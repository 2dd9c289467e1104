/**
 * The runs of a sweep: the product of each grid, its first flag slowest. Each is read as a command line of
 * `resonance train`, so that a plan and the command line have one schema and one set of messages.
 */
import { dirname, resolve } from "node:path";
import { ResonanceError, type TrainingPlan, messageOf } from "@resonance-rope/contracts";
import { runIdOf } from "@resonance-rope/run-store";
import { Command, CommanderError, type Option } from "commander";
import { type TrainingFlags, addTrainingFlags, planFromFlags } from "../plan/training-flags.js";
import { nearestName } from "../terminal/nearest-name.js";
import { type Grid, type GridValue, type SweepPlan, placeOf, refuseUnknown, refused } from "./sweep-plan.js";
import type { SweepRun } from "./sweep-run.js";

/** More would be a mistake in the plan: at a second each it is a day on one core. */
const mostRuns = 100_000;

/** A flag's words for each value: `--seed=0`; none for a flag that is off. */
type Choices = readonly (readonly string[])[];

/** Each plan once, however often the grids name it. */
export function expandSweep({ file, grids }: SweepPlan): SweepRun[] {
  const command = addTrainingFlags(new Command()).exitOverride();
  const checked = grids.map((grid, index) => checkGrid(grid, command, placeOf(file, index), dirname(file)));
  const count = checked.reduce((sum, choices) => sum + choices.reduce((points, { length }) => points * length, 1), 0);
  if (count > mostRuns) throw refused(file, `at most ${mostRuns} runs`, String(count));
  const runs = new Map<string, SweepRun>();
  for (const [index, choices] of checked.entries()) {
    for (const flags of product(choices)) {
      const plan = planOf(flags, command, placeOf(file, index));
      const runId = runIdOf(plan);
      if (!runs.has(runId)) runs.set(runId, { runId, plan, flags });
    }
  }
  return [...runs.values()];
}

function checkGrid(grid: Grid, { options }: Command, where: string, folder: string): Choices[] {
  const names = options.flatMap(({ long }) => (long == null ? [] : [long.slice(2)]));
  for (const key of grid.keys()) refuseUnknown(where, key, names);
  if (!grid.has("task")) throw refused(where, "a task, as `task: recursive`", "none");
  if (!grid.has("threads"))
    throw refused(
      where,
      "the threads of a run, as `threads: 1`: the same bits are promised for equal threads only",
      "none",
    );
  return [...grid].map(([key, values]) => {
    const option = options[names.indexOf(key)] as Option;
    return values.map((value) => wordsOf(option, key, value, `${where}, ${key}`, folder));
  });
}

function wordsOf(option: Option, key: string, value: GridValue, where: string, folder: string): string[] {
  if (option.isBoolean() || option.negate) {
    if (typeof value !== "boolean") throw refused(where, "true or false", JSON.stringify(value));
    return value ? [`--${key}`] : [];
  }
  // As a path of the command line is relative to where it is typed, so a plan's is to the plan.
  const text = typeof value === "string" && value.endsWith(".json") ? resolve(folder, value) : String(value);
  try {
    if (typeof value === "boolean") throw new Error(`Expected ${option.description}.`);
    option.parseArg?.(text, undefined);
  } catch (error) {
    const reason = messageOf(error)
      .replace(/\.$/u, "")
      .replace(/^Expected /u, "");
    const nearest = nearestName(text, option.argChoices ?? []);
    throw refused(where, reason.replace(/^Allowed choices are /u, "one of "), JSON.stringify(value), nearest);
  }
  return [`--${key}=${text}`];
}

function* product(choices: readonly Choices[]): Generator<string[]> {
  const [first, ...others] = choices;
  if (first === undefined) yield [];
  else for (const words of first) for (const rest of product(others)) yield [...words, ...rest];
}

/** What single flags cannot show is said of the run: a scaling without its factor, heads that do not divide the width. */
function planOf(flags: readonly string[], command: Command, where: string): TrainingPlan {
  try {
    return planFromFlags(command.parse(flags, { from: "user" }).opts<TrainingFlags>());
  } catch (error) {
    const run = `${where}, run ${flags.join(" ")}`;
    if (error instanceof CommanderError) throw refused(run, error.message, "a value that does not fit");
    if (!ResonanceError.isInstance(error)) throw error;
    throw refused(run, `${error.where}: ${error.expected}`, error.received, error.remedy);
  }
}
