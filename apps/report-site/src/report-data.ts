/**
 * The one document that pages and figures are drawn from: finished runs, compared within experiments.
 *
 * An experiment holds the runs whose plans agree on everything but the position encoding, the seed and
 * how often to evaluate and save, and were made on the same backend with the same threads. So a mean
 * never mixes two settings, and holds a seed once: of two runs that only were evaluated or saved at other steps, one
 * is left out. Everything here is pure; reading is `readRuns`.
 */
import { createHash } from "node:crypto";
import { type TrainingPlan, canonicalJson, encodingName } from "@resonance-rope/contracts";
import type { RopeSpec } from "@resonance-rope/rope-core";
import { type EvaluationGroup, type ReadEvaluation, evaluationGroups } from "./evaluation-data.js";
import { experimentKey } from "./experiment-key.js";
import type { FinishedRun } from "./finished-run.js";
import { groupBy } from "./group-by.js";
import { onePerSeed } from "./one-per-seed.js";
import { compareEncodings, compareExperiments } from "./reading-order.js";
import { differingSettings } from "./differing-settings.js";
import { encodingSettings } from "./encoding-settings.js";
import { type EncodingStyle, encodingStyle } from "./palette.js";
import { type Spread, spread } from "./spread.js";
import type { UnusedRun } from "./unused-run.js";

export interface RunsRead {
  readonly finished: readonly FinishedRun[];
  readonly unused: readonly UnusedRun[];
  readonly evaluations?: readonly ReadEvaluation[];
}

export interface EncodingResults {
  /** Unique within its experiment: where encodings share a name, it carries the settings in which they differ. */
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
  const { counted, again } = onePerSeed(finished);
  const experiments = [...groupBy(counted, experimentKey)]
    .toSorted(
      ([, a], [, b]) => placeOf(a) - placeOf(b) || compareExperiments(first(a).record.plan, first(b).record.plan),
    )
    .map(([key, runs]) => experiment(runs, anchorOf(first(runs).record.plan, key)));
  return {
    experiments,
    evaluations: evaluationGroups(evaluations),
    unused: [...unused, ...again],
    records: counted.length,
  };
}

const placeOf = (runs: readonly FinishedRun[]): number => Math.min(...runs.map(({ place }) => place));

/** The same for the same experiment, whatever runs come to it: links to its page last. */
function anchorOf({ task, preset, protocol }: TrainingPlan, key: string): string {
  return [task, preset, protocol, createHash("sha256").update(key).digest("hex").slice(0, 6)].join("-");
}

function experiment(runs: readonly FinishedRun[], anchor: string): Experiment {
  const groups = [...groupBy(runs, ({ record: { plan } }) => canonicalJson([plan.rope, plan.trainingRope])).values()];
  const ordered = groups.toSorted((a, b) => compareEncodings(first(a).record.plan.rope, first(b).record.plan.rope));
  const specs = ordered.map((group) => first(group).record.plan.rope);
  const names = encodingNames(ordered.map((group) => first(group).record.plan));
  const encodings = ordered.map((group, index): EncodingResults => {
    const spec = first(group).record.plan.rope;
    const { variable } = encodingStyle(spec);
    const earlier = specs.slice(0, index).filter((other) => encodingStyle(other).variable === variable);
    return {
      name: names[index] ?? encodingName(spec),
      spec,
      style: encodingStyle(spec, earlier.length),
      runs: group.toSorted((a, b) => a.record.plan.seed - b.record.plan.seed),
      idAccuracy: spread(group.map(({ result }) => result.idAccuracy)),
      oodAccuracy: spread(group.map(({ result }) => result.oodAccuracy)),
    };
  });
  return { anchor, plan: first(runs).record.plan, encodings };
}

/** In their order; with what tells them apart where several have one name. */
function encodingNames(plans: readonly TrainingPlan[]): readonly string[] {
  return plans.map((plan) => {
    const name = encodingName(plan.rope);
    const alike = plans.filter(({ rope }) => encodingName(rope) === name);
    const settings = differingSettings(alike.map(encodingSettings))[alike.indexOf(plan)] ?? [];
    return settings.length === 0 ? name : `${name} (${settings.join(", ")})`;
  });
}

function first<Item>(items: readonly Item[]): Item {
  const [item] = items;
  if (item === undefined) throw new RangeError("first: expected at least one item, got none");
  return item;
}
