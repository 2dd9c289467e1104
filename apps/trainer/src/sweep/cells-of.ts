/** The cells of a sweep: runs that differ in their seed alone, as a row of a table. */
import { basename } from "node:path";
import { encodingName } from "@resonance-rope/contracts";
import type { SweepRun } from "./sweep-run.js";

export interface Cell {
  /** Task, encoding, and whatever else the sweep varies: `recursive  Resonance YaRN  preset small`. */
  readonly label: string;
  readonly runs: readonly SweepRun[];
}

/** What the task and the encoding's name say already. */
const named = new Set(["task", "scaling", "resonance", "wavelengths", "seed"]);

export function cellsOf(runs: readonly SweepRun[]): Cell[] {
  const cells = new Map<string, SweepRun[]>();
  for (const run of runs) {
    const key = JSON.stringify({ ...run.plan, seed: null });
    const cell = cells.get(key);
    if (cell === undefined) cells.set(key, [run]);
    else cell.push(run);
  }
  const varying = varyingFlags([...cells.values()].flatMap(([first]) => (first === undefined ? [] : [first])));
  return [...cells.values()].map((cell) => ({ label: labelOf(cell[0] as SweepRun, varying), runs: cell }));
}

function varyingFlags(runs: readonly SweepRun[]): ReadonlySet<string> {
  const values = new Map<string, Set<string>>();
  const counts = new Map<string, number>();
  for (const { flags } of runs) {
    for (const [name, value] of flags.map(split)) {
      values.set(name, (values.get(name) ?? new Set()).add(value));
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  }
  const varies = ([name, { size }]: readonly [string, Set<string>]): boolean =>
    size > 1 || (counts.get(name) ?? 0) < runs.length;
  return new Set([...values].filter(varies).map(([name]) => name));
}

function labelOf({ plan, flags }: SweepRun, varying: ReadonlySet<string>): string {
  const others = flags
    .map(split)
    // A file of wavelengths has no name of its own.
    .filter(([name, value]) => varying.has(name) && (!named.has(name) || value.endsWith(".json")))
    .map(([name, value]) => `${name} ${basename(value)}`.trim());
  return [plan.task, encodingName(plan.rope), ...others].join("  ");
}

/** `--seed=0` to `seed` and `0`. */
function split(flag: string): [name: string, value: string] {
  const [name = "", ...value] = flag.slice(2).split("=");
  return [name, value.join("=")];
}
