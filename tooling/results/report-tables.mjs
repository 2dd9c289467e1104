/** Markdown tables of evaluations side by side: one column for each report, intervals in brackets. */
import { markdownTable } from "./markdown-table.mjs";

/** @param columns `[name, report]` each. @param metrics title to a metric's name. */
export function metricTable(columns, metrics, digits) {
  return markdownTable(
    ["", ...columns.map(([name]) => name)],
    Object.entries(metrics).map(([title, metric]) => [
      title,
      ...columns.map(([, { metrics: measured }]) => withInterval(measured[metric], digits)),
    ]),
  );
}

/** Perplexity by position: every fourth bin, and those on both sides of the trained length. */
export function positionTable(columns, trainedLength) {
  const curves = columns.map(([, { rows }]) => rows.filter(({ row }) => row === "positions"));
  const shown = curves[0].filter(
    ({ from, to }, bin) => bin === 0 || bin % 4 === 3 || from === trainedLength || to === trainedLength,
  );
  return markdownTable(
    ["positions", ...columns.map(([name]) => name)],
    shown.map(({ from, to }) => [
      `${from} to ${to - 1}`,
      ...curves.map((curve) => {
        const { perplexity: value, low, high } = curve.find((row) => row.from === from);
        return withInterval({ value, low, high }, 1);
      }),
    ]),
  );
}

export function withInterval({ value, low, high }, digits) {
  return low === null
    ? value.toFixed(digits)
    : `${value.toFixed(digits)} (${low.toFixed(digits)} to ${high.toFixed(digits)})`;
}
