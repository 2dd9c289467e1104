/** What goes wrong between a sweep and a cluster, on a cluster that holds its answers in memory. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ResonanceError, type RunRecord, type RunResult } from "@resonance-rope/contracts";
import { expect, test } from "vitest";
import type { Cluster, ClusterTask } from "../src/launchers/cluster.js";
import { launchOnCluster } from "../src/launchers/launch-on-cluster.js";
import type { RunEnd } from "../src/launchers/launcher.js";
import type { SweepRun } from "../src/sweep/sweep-run.js";
import { sweepFolder, sweepRuns } from "./sweep-runs.js";

const folder = sweepFolder();
const runs = await sweepRuns(folder, 2, 1);

const task = (state: ClusterTask["state"]): ClusterTask => ({
  state,
  explain: () => Promise.resolve({ received: "no luck", remedy: "read its log" }),
});

/** What a run that is done leaves, as far as the launcher reads it. */
async function finish(runsDirectory: string, { runId, plan }: SweepRun): Promise<void> {
  const record: RunRecord = {
    version: 1,
    runId,
    plan,
    backend: "wasm",
    versions: {},
    machine: { platform: "linux", processor: "", cores: 1, memoryBytes: 1 },
    gitCommit: null,
    startedAt: "2026-01-01T00:00:00.000Z",
  };
  const accuracyByPosition = Array.from({ length: plan.testedLength }, () => null);
  const figures = {
    idAccuracy: 0.5,
    oodAccuracy: 0.5,
    accuracyByPosition,
    validationLoss: 1,
    steps: 1,
    secondsPerStep: 1,
  };
  const result: RunResult = { version: 1, runId, ...figures, backend: "wasm" };
  const directory = join(runsDirectory, runId);
  await mkdir(directory, { recursive: true });
  await writeFile(join(directory, "record.json"), JSON.stringify(record));
  await writeFile(join(directory, "result.json"), JSON.stringify(result));
}

/** @param answers of the cluster's looks, one after the other; the last is given again. */
async function launch(
  name: string,
  answers: readonly (() => Promise<ReadonlyMap<string, ClusterTask>>)[],
  signal: AbortSignal = new AbortController().signal,
): Promise<{ ends: ReadonlyMap<string, RunEnd>; calls: readonly string[] }> {
  const ends = new Map<string, RunEnd>();
  const calls: string[] = [];
  let look = 0;
  const cluster: Cluster = {
    most: Infinity,
    pauseMilliseconds: 1,
    tasks: async () => (await answers[Math.min(look++, answers.length - 1)]?.()) ?? new Map<string, ClusterTask>(),
    start: async (started) => void calls.push(`start ${started.length}`),
    stop: async (runIds) => void calls.push(`stop ${runIds.length}`),
  };
  const ignore = (): void => undefined;
  const onEnd = ({ runId }: SweepRun, end: RunEnd): void => void ends.set(runId, end);
  const runsDirectory = join(folder, name);
  await launchOnCluster(runs, { runsDirectory, jobs: 2, signal, onStart: ignore, onRow: ignore, onEnd }, cluster);
  return { ends, calls };
}

const none = async (): Promise<ReadonlyMap<string, ClusterTask>> => new Map();
const all = (state: ClusterTask["state"]) => async (): Promise<ReadonlyMap<string, ClusterTask>> =>
  new Map(runs.map(({ runId }) => [runId, task(state)]));
const silence = (): Promise<never> => Promise.reject(new Error("no answer"));
const statuses = (ends: ReadonlyMap<string, RunEnd>): string[] => [...ends.values()].map(({ status }) => status);

test("a cluster that is away for a while ends no run, and one that stays away ends the sweep with its words", async () => {
  const away = Array.from({ length: 20 }, () => silence);
  const { ends } = await launch("away", [none, all("running"), ...away, all("failed")]);
  expect(statuses(ends)).toEqual(["failed", "failed"]);
  await expect(launch("gone", [none, silence])).rejects.toThrow("no answer");
});

test("a failure is told with the cluster's reason", async () => {
  const { ends } = await launch("reason", [none, all("failed")]);
  const [end] = ends.values();
  const error = end?.status === "failed" ? end.error : null;
  expect(ResonanceError.isInstance(error) && error.message).toMatch(/got no luck; read its log/u);
});

test("a result that is seen late, or whose task the cluster has forgotten, is a result", async () => {
  const late = async (): Promise<ReadonlyMap<string, ClusterTask>> => {
    for (const run of runs) await finish(join(folder, "late"), run);
    return none();
  };
  const { ends } = await launch("late", [none, all("completed"), all("completed"), none, late]);
  expect(statuses(ends)).toEqual(["done", "done"]);
});

test("a task that ends without a result, or is forgotten without one, is a failure after some looks", async () => {
  for (const answer of [all("completed"), none])
    expect(statuses((await launch("without", [none, answer])).ends)).toEqual(["failed", "failed"]);
});

test("runs that the cluster has are not started, and those that wait there when the sweep stops are not told of", async () => {
  const stop = new AbortController();
  const stopping = async (): Promise<ReadonlyMap<string, ClusterTask>> => {
    stop.abort();
    return all("queued")();
  };
  const { ends, calls } = await launch("queued", [all("queued"), stopping, all("failed")], stop.signal);
  expect(calls).toEqual(["stop 2"]);
  expect(ends.size).toBe(0);
});
