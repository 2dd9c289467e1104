/** Sweeps of models that train in a moment. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { tinyPlan } from "./tiny-plan.js";

/** Writes a plan of such models; YAML holds JSON. */
export async function writePlan(
  folder: string,
  runs: readonly Readonly<Record<string, unknown>>[],
  more: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const file = join(folder, "plan.yaml");
  const grids = runs.map((grid) => ({ task: "recursive", steps: 40, ...tinyPlan, ...grid }));
  await writeFile(file, JSON.stringify({ name: "tiny", runs: grids, ...more }));
  return file;
}
