/** A mean holds a seed once: how often a run was evaluated or saved changes nothing that it learned. */
import { canonicalJson } from "@resonance-rope/contracts";
import { experimentKey } from "./experiment-key.js";
import { groupBy } from "./group-by.js";
import type { FinishedRun } from "./finished-run.js";
import type { UnusedRun } from "./unused-run.js";

/** Of runs whose numbers are the same training's, the one of the first folder that was evaluated most often. */
export function onePerSeed(finished: readonly FinishedRun[]): { counted: FinishedRun[]; again: UnusedRun[] } {
  const order = ({ place, record: { plan, runId } }: FinishedRun) => [place, plan.evaluateEverySteps, runId] as const;
  const counted: FinishedRun[] = [];
  const again: UnusedRun[] = [];
  for (const [, runs] of groupBy(finished, (run) => canonicalJson([experimentKey(run), trainingOf(run)]))) {
    const [kept, ...others] = runs.toSorted((a, b) => compareInOrder(order(a), order(b)));
    if (kept === undefined) continue;
    counted.push(kept);
    const { runId, plan } = kept.record;
    const reason = `the training of ${runId} once more, evaluated or saved at other steps; seed ${plan.seed} counts once`;
    again.push(...others.map(({ record }) => ({ folder: record.runId, reason })));
  }
  return { counted, again };
}

const trainingOf = ({ record: { plan } }: FinishedRun): unknown => [plan.rope, plan.trainingRope, plan.seed];

function compareInOrder(a: readonly (number | string)[], b: readonly (number | string)[]): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at === -1 ? 0 : (a[at] ?? 0) < (b[at] ?? 0) ? -1 : 1;
}
