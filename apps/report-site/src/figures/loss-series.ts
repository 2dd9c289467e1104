/** The losses of an encoding as lines over the steps, in nats a token. */
import type { EncodingResults, Experiment, FinishedRun } from "../report-data.js";
import { type SeriesPoint, seriesOverSeeds } from "./line-over-seeds.js";

/** More points than this a line would not be seen. */
const pointsPerLine = 150;

/** Steps that one point of the training line averages. */
export function stepsPerPoint({ plan }: Experiment): number {
  return Math.ceil(plan.steps / pointsPerLine);
}

/** Training loss in nats a token: the mean of each stretch of `stride` steps, at the stretch's last step. */
export function trainingSeries({ runs }: EncodingResults, stride: number): readonly SeriesPoint[] {
  return seriesOverSeeds(runs.map((run) => stretches(run, stride)));
}

/** Validation loss in nats a token, at each evaluation. */
export function validationSeries({ runs }: EncodingResults): readonly SeriesPoint[] {
  return seriesOverSeeds(
    runs.map(({ metrics }) =>
      metrics.flatMap((row) => (row.type === "evaluation" ? [{ x: row.step, y: row.validationLoss }] : [])),
    ),
  );
}

function stretches({ metrics, record }: FinishedRun, stride: number): { x: number; y: number }[] {
  const sums = new Map<number, { sum: number; count: number }>();
  for (const row of metrics) {
    if (row.type !== "step") continue;
    const end = Math.min(Math.ceil(row.step / stride) * stride, record.plan.steps);
    const { sum, count } = sums.get(end) ?? { sum: 0, count: 0 };
    sums.set(end, { sum: sum + row.trainingLoss, count: count + 1 });
  }
  return [...sums].map(([x, { sum, count }]) => ({ x, y: sum / count }));
}
