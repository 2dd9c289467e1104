/** Each run's largest change of OOD accuracy between two evaluations, and the loss that came between them. */
import { markdownTable } from "../markdown-table.mjs";
import { none, percent, points, settingOf } from "./format.mjs";

export function jumpTable(cells) {
  const rows = cells.flatMap((cell) => cell.runs.map((run) => ({ cell, ...run, ...largestJump(run.metrics) })));
  return markdownTable(
    ["task", "encoding", "seed", "largest change, points", "between steps", "highest training loss there", "last OOD"],
    rows.map(({ cell, seed, result, before, after, loss }) => [
      settingOf(cell, cells),
      cell.encoding,
      String(seed),
      ...(before === undefined
        ? [none, none, none]
        : [points(after.oodAccuracy - before.oodAccuracy), `${before.step} and ${after.step}`, loss]),
      percent(result.oodAccuracy, 1),
    ]),
  );
}

/** Of the rows that were kept: a peak of a few steps may stand higher in the run itself. */
function largestJump(metrics) {
  const evaluations = metrics.filter(({ type }) => type === "evaluation");
  const [largest] = evaluations
    .slice(1)
    .map((after, index) => ({ before: evaluations[index], after }))
    .toSorted((a, b) => change(b) - change(a));
  if (largest === undefined) return {};
  const { before, after } = largest;
  const losses = metrics.flatMap(({ type, step, trainingLoss }) =>
    type === "step" && step > before.step && step <= after.step ? [trainingLoss] : [],
  );
  return { ...largest, loss: losses.length === 0 ? none : Math.max(...losses).toFixed(3) };
}

const change = ({ before, after }) => Math.abs(after.oodAccuracy - before.oodAccuracy);
