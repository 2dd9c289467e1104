/**
 * How a training went, in as many points as a line can show: of each stretch of steps the mean training loss, and its
 * lowest and highest, so that no peak is lost. A run's rows are read once and not kept.
 */
import type { MetricRow } from "@resonance-rope/contracts";
import type { Spread } from "./spread.js";

/** More points than this a line would not be seen. */
const pointsPerLine = 150;

export interface TrainingCurves {
  /** Training loss in nats a token, at the last step of each stretch. */
  readonly training: readonly (Spread & { readonly step: number })[];
  /** At each evaluation, over the validation split: nats a token, and the share right beyond the trained length. */
  readonly validation: readonly { readonly step: number; readonly loss: number; readonly oodAccuracy: number }[];
}

/** Steps that one point of the training line stands for. */
export function stepsPerPoint({ steps }: { readonly steps: number }): number {
  return Math.ceil(steps / pointsPerLine);
}

/**
 * @param blocks the run's rows, some at a time.
 * @param plan of the run.
 */
export async function trainingCurves(
  blocks: AsyncIterable<readonly MetricRow[]> | Iterable<readonly MetricRow[]>,
  plan: { readonly steps: number },
): Promise<TrainingCurves> {
  const stride = stepsPerPoint(plan);
  const stretches = new Map<number, { sum: number; low: number; high: number; count: number }>();
  const validation: TrainingCurves["validation"][number][] = [];
  for await (const rows of blocks) for (const row of rows) add(row);
  const training = [...stretches].map(([step, { sum, ...stretch }]) => ({
    step,
    mean: sum / stretch.count,
    ...stretch,
  }));
  return { training, validation };

  function add(row: MetricRow): void {
    if (row.type === "evaluation") {
      validation.push({ step: row.step, loss: row.validationLoss, oodAccuracy: row.oodAccuracy });
      return;
    }
    const end = Math.min(Math.ceil(row.step / stride) * stride, plan.steps);
    let stretch = stretches.get(end);
    if (stretch === undefined) {
      stretch = { sum: 0, low: Number.POSITIVE_INFINITY, high: Number.NEGATIVE_INFINITY, count: 0 };
      stretches.set(end, stretch);
    }
    stretch.sum += row.trainingLoss;
    stretch.low = Math.min(stretch.low, row.trainingLoss);
    stretch.high = Math.max(stretch.high, row.trainingLoss);
    stretch.count += 1;
  }
}
