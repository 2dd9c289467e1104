/**
 * MLflow over its REST interface: one run of MLflow for a run of ours, found again by a tag.
 *
 * What MLflow has is asked at the start, and only later steps are sent: steps that come again after a kill come with
 * the same values, and steps that never arrived are sent from the run's own metrics.
 */
import * as z from "zod";
import { flatParameters } from "./flat-parameters.js";
import {
  type MlflowConnectionOptions,
  MlflowFailure,
  type MlflowConnection,
  mlflowConnection,
} from "./mlflow-connection.js";
import { type Scalars, resultScalars, scalarsOf } from "./scalars-of.js";
import type { TrackedStart, Tracker } from "./tracker.js";

/** What one request to log-batch may hold (mlflow.org/docs/latest/rest-api.html#log-batch). */
const mostMetrics = 1000;
const mostParameters = 100;
const mostCharacters = 6000;

const experimentSchema = z.object({ experiment: z.object({ experiment_id: z.string() }) });
const createdExperimentSchema = z.object({ experiment_id: z.string() });
const runSchema = z.object({
  info: z.object({ run_id: z.string(), status: z.string() }),
  // The newest of each name. Left out where there is none; 64-bit numbers may come as strings.
  data: z
    .object({ metrics: z.array(z.object({ key: z.string(), step: z.coerce.number() })).default([]) })
    .default({ metrics: [] }),
});
const foundSchema = z.object({ runs: z.array(runSchema).default([]) });
const createdRunSchema = z.object({ run: runSchema });
const nothingSchema = z.object({});

interface Metric {
  readonly key: string;
  readonly value: number;
  readonly step: number;
  readonly timestamp: number;
}

export function mlflowTracker(options: MlflowConnectionOptions): Tracker {
  const server = mlflowConnection(options);
  /** Step by name. */
  const newest = new Map<string, number>();
  let runId = "";
  let finished = false;

  const post = async (path: string, body: object, signal: AbortSignal): Promise<void> => {
    await server.retry(() => server.post(path, body, nothingSchema, signal), signal);
  };
  const send = async (metrics: readonly Metric[], signal: AbortSignal): Promise<void> => {
    const unknown = metrics.filter(({ key, step }) => step > (newest.get(key) ?? -1));
    for (const batch of chunks(unknown, mostMetrics))
      await post("runs/log-batch", { run_id: runId, metrics: batch }, signal);
  };

  return {
    name: "MLflow",
    async start(start, signal) {
      const experiment = options.environment.MLFLOW_EXPERIMENT_NAME ?? "resonance";
      // Asked for again before it is made again: what was made may not have been heard of.
      const { info, data } = await server.retry(async () => {
        const experimentId = await findOrCreateExperiment(server, experiment, signal);
        return findOrCreateRun(server, experimentId, start, signal);
      }, signal);
      runId = info.run_id;
      finished = info.status === "FINISHED";
      for (const { key, step } of data.metrics) newest.set(key, step);
      if (info.status !== "RUNNING" && !finished)
        await post("runs/update", { run_id: runId, status: "RUNNING" }, signal);
      const parameters = flatParameters(start.record.plan).map(([key, value]) => ({ key, value: shortened(value) }));
      for (const params of chunks(parameters, mostParameters))
        await post("runs/log-batch", { run_id: runId, params }, signal);
      await this.write(start.rows, signal);
    },
    async write(rows, signal) {
      const metrics = rows.flatMap(({ row, madeAt }) => metricsOf(scalarsOf(row), row.step, madeAt));
      await send(metrics, signal);
    },
    async end(end, signal) {
      if (end.status === "done") await send(metricsOf(resultScalars(end.result), end.result.steps, end.madeAt), signal);
      if (finished) return;
      const status = { done: "FINISHED", stopped: "KILLED", failed: "FAILED" }[end.status];
      await post("runs/update", { run_id: runId, status, end_time: Math.round(end.madeAt) }, signal);
    },
  };
}

const metricsOf = (scalars: Scalars, step: number, madeAt: number): Metric[] =>
  scalars.map(([key, value]) => ({ key, value, step, timestamp: Math.round(madeAt) }));

async function findOrCreateExperiment(server: MlflowConnection, name: string, signal: AbortSignal): Promise<string> {
  const find = async (): Promise<string> => {
    const found = await server.get("experiments/get-by-name", { experiment_name: name }, experimentSchema, signal);
    return found.experiment.experiment_id;
  };
  try {
    return await find();
  } catch (error) {
    if (!hasCode(error, "RESOURCE_DOES_NOT_EXIST")) throw error;
  }
  try {
    return (await server.post("experiments/create", { name }, createdExperimentSchema, signal)).experiment_id;
  } catch (error) {
    // Another run of the same sweep was quicker.
    if (hasCode(error, "RESOURCE_ALREADY_EXISTS")) return find();
    throw error;
  }
}

const hasCode = (error: unknown, code: string): boolean => error instanceof MlflowFailure && error.code === code;

/** The backend is part of what names it: another gives other bits to the same plan. */
async function findOrCreateRun(
  server: MlflowConnection,
  experimentId: string,
  { record }: TrackedStart,
  signal: AbortSignal,
): Promise<z.infer<typeof runSchema>> {
  const { runId, backend, startedAt } = record;
  const filter = `tags."resonance.run" = '${runId}' and tags."resonance.backend" = '${backend}'`;
  const search = { experiment_ids: [experimentId], filter, max_results: 1 };
  const [found] = (await server.post("runs/search", search, foundSchema, signal)).runs;
  if (found !== undefined) return found;
  const run = {
    experiment_id: experimentId,
    run_name: runId,
    start_time: Date.parse(startedAt),
    tags: tagsOf(record),
  };
  return (await server.post("runs/create", run, createdRunSchema, signal)).run;
}

function tagsOf({ runId, backend, gitCommit }: TrackedStart["record"]): { key: string; value: string }[] {
  return [
    { key: "resonance.run", value: runId },
    { key: "resonance.backend", value: backend },
    ...(gitCommit === null ? [] : [{ key: "mlflow.source.git.commit", value: gitCommit }]),
  ];
}

/** A table of a rule may be longer than a parameter: its record.json has it whole. */
const shortened = (value: string): string =>
  value.length <= mostCharacters ? value : `${value.slice(0, mostCharacters - 1)}…`;

function* chunks<T>(items: readonly T[], size: number): Generator<readonly T[]> {
  for (let from = 0; from < items.length; from += size) yield items.slice(from, from + size);
}
