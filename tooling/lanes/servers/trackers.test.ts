/** A training that is killed in the middle and resumed, as TensorBoard and MLflow show it: each row of metrics.jsonl, once. */
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { mkdir, stat, truncate } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { exportFolder } from "../src/export-folder.js";
import { killInTheMiddle, resume } from "../src/resonance.js";
import type { ServedProgram } from "../src/served-program.js";
import { startMlflow, startTensorBoard } from "../src/tracker-programs.js";

const python = inject("trackerPython");
const { folder, remove } = await exportFolder("trackers");
afterAll(remove);

const [runs, logs] = [join(folder, "runs"), join(folder, "logs")];
/** Curve to the type of a row and its field. Times are left out: a step that came again took another. */
const curves = {
  "training/loss": ["step", "trainingLoss"],
  "training/learning-rate": ["step", "learningRate"],
  "training/gradient-norm": ["step", "gradientNorm"],
  "validation/loss": ["evaluation", "validationLoss"],
  "validation/id-accuracy": ["evaluation", "idAccuracy"],
  "validation/ood-accuracy": ["evaluation", "oodAccuracy"],
} as const;
type Point = readonly [step: number, value: number];

let tensorBoard: ServedProgram;
let mlflow: ServedProgram;
let runId: string;

beforeAll(async () => {
  await mkdir(logs);
  tensorBoard = await startTensorBoard(python, logs);
  mlflow = await startMlflow(python, folder);
  const trackers = ["--tensorboard", logs, "--mlflow", mlflow.address];
  const words =
    "--task semi-recursive --resonance --seed 3 --threads 1 --trained-length 16 --tested-length 32 --train-sequences 300 --validation-sequences 20 --test-sequences 20 --batch-size 8 --width 32 --heads 2 --head-dim 8 --feed-forward 64 --steps 400";
  // Checkpoints are 20 steps apart: some rows are told that the run forgets, and makes again.
  await killInTheMiddle([...words.split(" "), "--out", runs, ...trackers], () => pointsTold() > 210);
  [runId = ""] = readdirSync(runs);
  const [killed = ""] = readdirSync(join(logs, runId));
  const file = join(logs, runId, killed);
  // As if it was killed while it wrote.
  await truncate(file, (await stat(file)).size - 5);
  await resume(join(runs, runId), trackers);
});
afterAll(async () => {
  await tensorBoard.stop();
  await mlflow.stop();
});

/** What the event files have, about: a step is 150 bytes. */
function pointsTold(): number {
  if (!existsSync(logs)) return 0;
  const files = readdirSync(logs, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.reduce((sum, { parentPath, name }) => sum + readFileSync(join(parentPath, name)).length / 150, 0);
}

function written(curve: keyof typeof curves): Point[] {
  const [type, field] = curves[curve];
  const lines = readFileSync(join(runs, runId, "metrics.jsonl"), "utf8")
    .trim()
    .split("\n");
  const rows = lines.map((line) => JSON.parse(line) as { type: string; step: number } & Record<string, number>);
  return rows.filter((row) => row.type === type).map((row): Point => [row.step, row[field] as number]);
}

async function read<T>(program: ServedProgram, path: string, query: Record<string, string>, body?: object): Promise<T> {
  const request = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
  const headers = { "content-type": "application/json" };
  const answer = await fetch(`${program.address}${path}?${new URLSearchParams(query)}`, { ...request, headers });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as T;
}

interface MlflowRun {
  readonly info: { readonly run_id: string; readonly status: string };
  readonly data: { readonly params: readonly { readonly key: string; readonly value: string }[] };
}

async function mlflowRuns(): Promise<readonly MlflowRun[]> {
  const api = "/api/2.0/mlflow";
  const named = { experiment_name: "resonance" };
  const { experiment } = await read<{ experiment: { experiment_id: string } }>(mlflow, `${api}/experiments/get-by-name`, named); // prettier-ignore
  const search = { experiment_ids: [experiment.experiment_id] };
  return (await read<{ runs: MlflowRun[] }>(mlflow, `${api}/runs/search`, {}, search)).runs;
}

describe.each(Object.keys(curves) as (keyof typeof curves)[])("%s", (curve) => {
  test("TensorBoard shows each row once, as float32", async () => {
    const expected = written(curve).map(([step, value]): Point => [step, Math.fround(value)]);
    let points: Point[] = [];
    // It looks at the files every five seconds.
    for (let look = 0; look < 30 && points.length !== expected.length; look++) {
      await pause(1000);
      const shown = await read<[number, number, number][]>(tensorBoard, "/data/plugin/scalars/scalars", { run: runId, tag: curve }).catch(() => []); // prettier-ignore
      points = shown.map(([, step, value]): Point => [step, value]);
    }
    expect(points).toEqual(expected);
  });

  test("MLflow has each row once, to the bit", async () => {
    const [run] = await mlflowRuns();
    const query = { run_id: run?.info.run_id ?? "", metric_key: curve, max_results: "10000" };
    const { metrics } = await read<{ metrics: { step: number; value: number }[] }>(mlflow, "/api/2.0/mlflow/metrics/get-history", query); // prettier-ignore
    expect(metrics.map(({ step, value }): Point => [step, value]).toSorted(([a], [b]) => a - b)).toEqual(
      written(curve),
    );
  });
});

test("MLflow has one run, finished, with the plan", async () => {
  const found = await mlflowRuns();
  expect(found.map(({ info }) => info.status)).toEqual(["FINISHED"]);
  expect(found[0]?.data.params).toContainEqual({ key: "rope.wavelengths", value: "nearest-integer" });
});
