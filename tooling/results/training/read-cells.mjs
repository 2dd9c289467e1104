/** The cells of a plan: runs that differ in their seed alone, those that are done beside those that are planned. */
import { existsSync } from "node:fs";
import { encodingName } from "@resonance-rope/contracts";
import { listRuns, readRun } from "@resonance-rope/run-store";
import { nameOf, plannedRuns, pointOfPlan } from "./planned-runs.mjs";

/**
 * @param plan its file.
 * @param folder of copied runs; it need not be there yet. A run that the plan does not name is an error.
 * @returns `{description, planned, done, cells}`; a cell has `task`, `rule`, `scaling`, `wavelengths`, its `encoding`
 *   by name, how many seeds are `planned`, and the `runs` that are done, by seed.
 */
export async function readCells(plan, folder) {
  const { description, runs: planned } = plannedRuns(plan);
  const done = await readDone(folder);
  const cells = new Map();
  for (const point of planned) {
    const { seed, ...rest } = point;
    const key = JSON.stringify(rest);
    const encoding = encodingName({ scaling: { type: point.scaling }, wavelengths: point.wavelengths });
    if (!cells.has(key)) cells.set(key, { ...rest, encoding, planned: 0, runs: [] });
    const cell = cells.get(key);
    cell.planned += 1;
    const run = done.get(nameOf(point));
    if (run !== undefined) cell.runs.push({ seed, ...run });
    done.delete(nameOf(point));
  }
  for (const { directory } of done.values()) throw new Error(`readCells: ${directory} is no run of ${plan}`);
  const all = [...cells.values()];
  return {
    description,
    planned: planned.length,
    done: all.reduce((sum, { runs }) => sum + runs.length, 0),
    cells: all,
  };
}

async function readDone(folder) {
  if (!existsSync(folder)) return new Map();
  const { runs, failures } = await listRuns(folder);
  for (const { reason } of failures) throw new Error(reason);
  const contents = await Promise.all(runs.map(({ directory }) => readRun(directory)));
  for (const { directory, result } of contents)
    if (result === null) throw new Error(`readCells: ${directory} is not done`);
  return new Map(contents.map((run) => [nameOf(pointOfPlan(run.record.plan)), run]));
}
