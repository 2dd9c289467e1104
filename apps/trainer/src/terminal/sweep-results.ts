/** What came out of a sweep, a row a cell: accuracy over its seeds, the paper's beside it where it has one. */
import type { RunResult, TrainingPlan } from "@resonance-rope/contracts";
import { type PaperAccuracy, meanInterval, paperSetting } from "@resonance-rope/posgen";
import type { Cell } from "../sweep/cells-of.js";
import { paperAccuracyOf } from "../sweep/paper-accuracy-of.js";
import { formatWhole } from "./format-number.js";
import { type Column, table } from "./table.js";

interface Row {
  readonly label: string;
  readonly total: number;
  readonly results: readonly RunResult[];
  readonly paper: PaperAccuracy | null;
}

/** @param results of the runs that are done, by run id. */
export function sweepResults(cells: readonly Cell[], results: ReadonlyMap<string, RunResult>): string[] {
  const rows = cells.map(({ label, runs }): Row => {
    const [first] = runs;
    return {
      label,
      total: runs.length,
      results: runs.flatMap(({ runId }) => results.get(runId) ?? []),
      paper: first === undefined ? null : paperAccuracyOf(first.plan),
    };
  });
  const beside = rows.some(({ paper }) => paper !== null);
  return [
    ...table(beside ? [...ours, ...papers] : ours, rows),
    "  Accuracy in %, its variance over the seeds in squared %.",
    ...(beside && !cells.every(({ runs }) => runs.every(({ plan }) => isPaperSize(plan)))
      ? [
          `  The paper trains a width of ${paperSetting.width} for ${formatWhole(paperSetting.steps)} steps, on ${paperSetting.seeds} seeds: not what was run here.`,
        ]
      : []),
  ];
}

const ours: readonly Column<Row>[] = [
  { title: "cell", align: "left", cell: ({ label }) => label },
  { title: "runs", align: "right", cell: ({ results, total }) => `${results.length}/${total}` },
  {
    title: "trained positions",
    align: "right",
    cell: ({ results }) => mean(results.map(({ idAccuracy }) => idAccuracy)),
  },
  { title: "longer", align: "right", cell: ({ results }) => mean(results.map(({ oodAccuracy }) => oodAccuracy)) },
  { title: "variance", align: "right", cell: ({ results }) => variance(results.map(({ oodAccuracy }) => oodAccuracy)) },
];
const papers: readonly Column<Row>[] = [
  { title: "paper", align: "right", cell: ({ paper }) => paper?.mean.toFixed(2) ?? "" },
  { title: "variance", align: "right", cell: ({ paper }) => paper?.variance.toFixed(2) ?? "" },
];

const isPaperSize = ({ model, steps }: TrainingPlan): boolean =>
  model.width === paperSetting.width && steps === paperSetting.steps;

function mean(shares: readonly number[]): string {
  return shares.length === 0 ? "–" : (100 * meanInterval(shares).mean).toFixed(2);
}

function variance(shares: readonly number[]): string {
  if (shares.length < 2) return "–";
  return meanInterval(shares.map((share) => 100 * share)).variance?.toFixed(2) ?? "–";
}
