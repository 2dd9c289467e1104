/** OOD accuracy along the training, the mean over the seeds that are done: a single step can mislead. */
import { markdownTable } from "../markdown-table.mjs";
import { percent, settingOf } from "./format.mjs";

/** Over the validation split, as training evaluates it. More columns than these are thinned, the last one kept. */
const mostColumns = 12;

export function learningCurveTable(cells) {
  const all = [...new Set(cells.flatMap(({ runs }) => runs.flatMap(evaluationSteps)))].toSorted((a, b) => a - b);
  const stride = Math.ceil(all.length / mostColumns);
  const steps = all.filter((_, index) => (all.length - 1 - index) % stride === 0);
  return markdownTable(
    ["task", "encoding", "seeds", ...steps.map(String)],
    cells.map((cell) => [
      settingOf(cell, cells),
      cell.encoding,
      String(cell.runs.length),
      ...steps.map((step) => percent(meanAt(cell.runs, step), 1)),
    ]),
  );
}

const evaluationSteps = ({ metrics }) => metrics.flatMap(({ type, step }) => (type === "evaluation" ? [step] : []));

function meanAt(runs, step) {
  const values = runs.flatMap(({ metrics }) =>
    metrics.flatMap((row) => (row.type === "evaluation" && row.step === step ? [row.oodAccuracy] : [])),
  );
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
