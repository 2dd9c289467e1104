/** Evaluations as their page shows them: those of one protocol together, compared item by item. Pure; reading is `readEvaluations`. */
import {
  type EvaluationRecord,
  type EvaluationReport,
  canonicalJson,
  evaluationNames,
} from "@resonance-rope/contracts";
import { type Comparison, compareReports } from "@resonance-rope/llm-eval";
import { groupBy } from "./group-by.js";
import { labelsOf } from "./model-labels.js";
import { type EncodingStyle, styleOfName } from "./palette.js";

export interface ReadEvaluation {
  /** Where it lies in the runs folder. */
  readonly folder: string;
  readonly record: EvaluationRecord;
  readonly report: EvaluationReport;
}

export interface Evaluated extends ReadEvaluation {
  /** What tells its model from the others of the group. */
  readonly label: string;
  readonly style: EncodingStyle;
}

export interface EvaluationGroup {
  /** Unique on the page. */
  readonly anchor: string;
  readonly evaluation: EvaluationReport["evaluation"];
  readonly protocol: EvaluationReport["protocol"];
  /** The model that all are made from; null where there is none. */
  readonly base: string | null;
  /** At least one. */
  readonly evaluated: readonly Evaluated[];
  readonly comparisons: readonly ModelComparison[];
}

export interface ModelComparison {
  /** `second` minus `first`: labels. */
  readonly first: string;
  readonly second: string;
  readonly metrics: Comparison["metrics"];
}

/** More models than these are each held against the first alone. */
const mostInPairs = 4;

export function evaluationGroups(evaluations: readonly ReadEvaluation[]): EvaluationGroup[] {
  const groups = [
    ...groupBy(evaluations, ({ report: { evaluation, protocol } }) => canonicalJson([evaluation, protocol])),
  ];
  const order = ([{ report }]: readonly [ReadEvaluation, ...unknown[]]): number =>
    evaluationNames.indexOf(report.evaluation);
  return groups
    .map(([, group]) => group)
    .toSorted((a, b) => order(a) - order(b))
    .map((group, index) => evaluationGroup(group, `evaluation-${index + 1}`));
}

function evaluationGroup(group: readonly [ReadEvaluation, ...ReadEvaluation[]], anchor: string): EvaluationGroup {
  const { evaluation, protocol } = group[0].report;
  const names = group.map(({ report: { model }, folder }, index) =>
    group.some((other, at) => at !== index && other.report.model.name === model.name)
      ? `${model.name} (${folder})`
      : model.name,
  );
  const { base, labels } = labelsOf(names);
  const seen = new Map<string, number>();
  const evaluated = group.map((each, index): Evaluated => {
    const { variable } = styleOfName(names[index] ?? "");
    const earlier = seen.get(variable) ?? 0;
    seen.set(variable, earlier + 1);
    return { ...each, label: labels[index] ?? "", style: styleOfName(names[index] ?? "", earlier) };
  });
  const nameOf = ({ report }: Evaluated): string => report.model.name;
  // The shortest name first: the others are made from that model.
  const ordered = evaluated.toSorted((a, b) => nameOf(a).length - nameOf(b).length || (nameOf(a) < nameOf(b) ? -1 : 1));
  return { anchor, evaluation, protocol, base, evaluated: ordered, comparisons: comparisonsOf(ordered) };
}

function comparisonsOf(evaluated: readonly Evaluated[]): ModelComparison[] {
  return evaluated.flatMap((first, index) =>
    index > 0 && evaluated.length > mostInPairs
      ? []
      : evaluated.slice(index + 1).flatMap((second): ModelComparison[] => {
          const names = new Set(first.report.items.map(({ item }) => item));
          if (!second.report.items.some(({ item }) => names.has(item))) return [];
          const { metrics } = compareReports(first.report, second.report);
          return [{ first: first.label, second: second.label, metrics }];
        }),
  );
}
