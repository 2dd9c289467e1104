/** Sweeps of models that train in a moment, and what two of them must share. */
import { readFile, readdir, writeFile } from "node:fs/promises";
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

/** Every run of a folder, to the bit, but for times and the way to its end. */
export async function bitsOf(runsDirectory: string): Promise<Readonly<Record<string, unknown>>> {
  const names = (await readdir(runsDirectory)).toSorted();
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await bitsOfRun(join(runsDirectory, name))])),
  );
}

async function bitsOfRun(run: string): Promise<object> {
  const json = async (...path: string[]): Promise<object> =>
    JSON.parse(await readFile(join(run, ...path), "utf8")) as object;
  const { plan } = (await json("record.json")) as { plan: { steps: number } };
  const rows = (await readFile(join(run, "metrics.jsonl"), "utf8")).trimEnd().split("\n");
  return {
    files: (await readdir(run)).toSorted(),
    // Holds the hash of the weights and of the optimiser's state.
    checkpoint: await json("checkpoints", `step-${plan.steps}.json`),
    checkpoints: (await readdir(join(run, "checkpoints"))).filter(
      (name) => !/^step-\d+\.(json|safetensors)$/u.test(name),
    ),
    result: { ...(await json("result.json")), secondsPerStep: 0 },
    metrics: rows.map((row) => ({ ...(JSON.parse(row) as object), seconds: 0 })),
  };
}
