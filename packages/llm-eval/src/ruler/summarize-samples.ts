/** RULER's answers as scores out of 100: of each task at each length, and their mean at each length. */
import type { EvaluationItem, EvaluationReport } from "@resonance-rope/contracts";
import { matchAll, matchPart } from "./match-references.js";
import { type RulerTaskName, asksQuestions } from "./ruler-task-names.js";

export interface ScoredSample {
  readonly item: string;
  readonly task: RulerTaskName;
  readonly length: number;
  readonly answer: string;
  readonly references: readonly string[];
}

/** Metrics without a length in their name are of the longest. */
export function summarizeSamples(
  samples: readonly ScoredSample[],
  lengths: readonly number[],
): { readonly rows: EvaluationReport["rows"]; readonly items: readonly EvaluationItem[] } {
  const cells = new Map<string, ScoredSample[]>();
  for (const sample of samples) {
    const cell = `${sample.task}@${sample.length}`;
    const others = cells.get(cell);
    if (others === undefined) cells.set(cell, [sample]);
    else others.push(sample);
  }
  const suffixes = (length: number): string[] => [
    ...(length === lengths.at(-1) ? [""] : []),
    ...(lengths.length > 1 ? [`@${length}`] : []),
  ];
  const items = [...cells.values()].flatMap((cell) =>
    cell.map((sample): EvaluationItem => {
      const score = scoreOf(sample);
      const values = suffixes(sample.length).flatMap((suffix) => [
        [`average${suffix}`, [score / cell.length, 1 / cell.length]] as const,
        [`${sample.task}${suffix}`, [score, 1]] as const,
      ]);
      return { item: sample.item, values: Object.fromEntries(values) };
    }),
  );
  const rows = [...cells.values()].map((cell) => {
    const score = cell.reduce((sum, sample) => sum + scoreOf(sample), 0) / cell.length;
    const empty = cell.filter(({ answer }) => answer.trim() === "").length / cell.length;
    return { task: cell[0]?.task ?? "", length: cell[0]?.length ?? 0, samples: cell.length, score, empty };
  });
  return { rows, items };
}

function scoreOf({ task, answer, references }: ScoredSample): number {
  return 100 * (asksQuestions(task) ? matchPart : matchAll)(answer, references);
}
