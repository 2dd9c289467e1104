/** Accuracy of each cell over its seeds, beyond the trained length and within it, the paper's beside it. */
import { meanInterval, paperResults } from "@resonance-rope/posgen";
import { markdownTable } from "../markdown-table.mjs";
import { none, percent, percentInterval, percentVariance, settingOf } from "./format.mjs";

/** @param paper whether Table 1 of the paper belongs beside these cells. */
export function accuracyTable(cells, { paper = false } = {}) {
  const titles = ["task", "encoding", "seeds", "OOD", "95 % of the mean", "variance", "ID"];
  return markdownTable(
    paper ? [...titles, "paper: OOD", "variance", "within our 95 %"] : titles,
    cells.map((cell) => {
      const { encoding, planned, runs, task } = cell;
      const [ood, id] = ["oodAccuracy", "idAccuracy"].map((field) =>
        runs.length === 0 ? nothing : meanInterval(runs.map(({ result }) => result[field])),
      );
      return [
        settingOf(cell, cells),
        encoding,
        `${runs.length} of ${planned}`,
        percent(ood.mean),
        percentInterval(ood),
        percentVariance(ood.variance),
        percent(id.mean),
        ...(paper ? besidePaper(paperResults[task]?.[encoding], ood) : []),
      ];
    }),
  );
}

const nothing = { mean: null, variance: null, low: null, high: null };

/** The paper's own spread is left out of the verdict: its unit is not known. */
function besidePaper(figure, { low, high }) {
  if (figure === undefined) return [none, none, none];
  const share = figure.mean / 100;
  const verdict = low === null ? "not decided" : low <= share && share <= high ? "yes" : "no";
  return [figure.mean.toFixed(2), figure.variance.toFixed(2), verdict];
}
