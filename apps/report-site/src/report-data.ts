/**
 * The one document that pages and figures are drawn from: finished runs, compared within experiments.
 *
 * An experiment holds the runs whose plans agree on everything but the position encoding, the seed and
 * how often to evaluate and save, and were made on the same backend with the same threads. So a mean
 * never mixes two settings, and holds a seed once. Everything here is pure; reading is `readRuns`.
 */
import { createHash } from "node:crypto";
import { type RunRecord, type RunResult, type TrainingPlan, encodingName } from "@resonance-rope/contracts";
import type { RopeSpec } from "@resonance-rope/rope-core";
import { type EvaluationGroup, type ReadEvaluation, evaluationGroups } from "./evaluation-data.js";
import { groupBy } from "./group-by.js";
import { sortedJson } from "./sorted-json.js";
import { compareEncodings, compareExperiments } from "./reading-order.js";
import { encodingDetails } from "./encoding-details.js";
import { type EncodingStyle, encodingStyle } from "./palette.js";
import { type Spread, spread } from "./spread.js";
import type { TrainingCurves } from "./training-curves.js";

export interface FinishedRun {
  readonly record: RunRecord;
  readonly result: RunResult;
  readonly curves: TrainingCurves;
  /** Which of the folders of runs it lies in, from 0: what was asked for first is shown first. */
  readonly place: number;
}

/** A folder that gives no number, and why. */
export interface UnusedRun {
  readonly folder: string;
  readonly reason: string;
}

export interface RunsRead {
  readonly finished: readonly FinishedRun[];
  readonly unused: readonly UnusedRun[];
  readonly evaluations?: readonly ReadEvaluation[];
}

export interface EncodingResults {
  /** The name within its experiment; carries settings where two encodings would share it. */
  readonly name: string;
  readonly spec: RopeSpec;
  readonly style: EncodingStyle;
  /** Ascending by seed, at least one. */
  readonly runs: readonly FinishedRun[];
  readonly idAccuracy: Spread;
  readonly oodAccuracy: Spread;
}

export interface Experiment {
  /** The name of its page, without `.html`. */
  readonly anchor: string;
  /** The plan of its first run: `rope`, `seed` and `threads` differ in the others. */
  readonly plan: TrainingPlan;
  /** In reading order, at least one. */
  readonly encodings: readonly EncodingResults[];
}

export interface ReportData {
  readonly experiments: readonly Experiment[];
  readonly evaluations: readonly EvaluationGroup[];
  readonly unused: readonly UnusedRun[];
  /** Runs whose numbers are on the page. */
  readonly records: number;
}

export function reportData({ finished, unused, evaluations = [] }: RunsRead): ReportData {
  const experiments = [...groupBy(finished, experimentKey)]
    .toSorted(
      ([, a], [, b]) => placeOf(a) - placeOf(b) || compareExperiments(first(a).record.plan, first(b).record.plan),
    )
    .map(([key, runs]) => experiment(runs, anchorOf(first(runs).record.plan, key)));
  return { experiments, evaluations: evaluationGroups(evaluations), unused, records: finished.length };
}

const placeOf = (runs: readonly FinishedRun[]): number => Math.min(...runs.map(({ place }) => place));

/** Equal for the runs that may be compared. */
function experimentKey({ record: { plan, backend } }: FinishedRun): string {
  const free = ["rope", "trainingRope", "seed", "evaluateEverySteps", "checkpointEverySteps"];
  return sortedJson([backend, Object.fromEntries(Object.entries(plan).filter(([field]) => !free.includes(field)))]);
}

/** The same for the same experiment, whatever runs come to it: links to its page last. */
function anchorOf({ task, preset, protocol }: TrainingPlan, key: string): string {
  return [task, preset, protocol, createHash("sha256").update(key).digest("hex").slice(0, 6)].join("-");
}

function experiment(runs: readonly FinishedRun[], anchor: string): Experiment {
  const groups = [...groupBy(runs, ({ record: { plan } }) => sortedJson([plan.rope, plan.trainingRope])).values()];
  const ordered = groups.toSorted((a, b) => compareEncodings(first(a).record.plan.rope, first(b).record.plan.rope));
  const specs = ordered.map((group) => first(group).record.plan.rope);
  const encodings = ordered.map((group, index): EncodingResults => {
    const spec = first(group).record.plan.rope;
    const name = encodingName(spec);
    const sameName = specs.filter((other) => encodingName(other) === name);
    const { variable } = encodingStyle(spec);
    const earlier = specs.slice(0, index).filter((other) => encodingStyle(other).variable === variable);
    return {
      name: sameName.length === 1 ? name : `${name} (${encodingDetails(spec)})`,
      spec,
      style: encodingStyle(spec, earlier.length),
      runs: group.toSorted((a, b) => a.record.plan.seed - b.record.plan.seed),
      idAccuracy: spread(group.map(({ result }) => result.idAccuracy)),
      oodAccuracy: spread(group.map(({ result }) => result.oodAccuracy)),
    };
  });
  return { anchor, plan: first(runs).record.plan, encodings };
}

function first<Item>(items: readonly Item[]): Item {
  const [item] = items;
  if (item === undefined) throw new RangeError("first: expected at least one item, got none");
  return item;
}
