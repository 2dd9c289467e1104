/** Paired differences in points: mean, interval by Student's t, each seed, and the paper's difference of means. */
import { meanInterval, paperResults } from "@resonance-rope/posgen";
import { markdownTable } from "../markdown-table.mjs";
import { none, points, settingOf } from "./format.mjs";
import { pairedDifferences } from "./paired-differences.mjs";

/** @param comparisons pairs of choices of wavelengths, the second taken from the first. */
export function differenceTable(cells, { comparisons, paper = false, learnedFrom = 0 }) {
  const rows = comparisons.flatMap(([choice, base]) => pairedDifferences(cells, choice, base, learnedFrom));
  const titles = ["task", "OOD", "pairs", "points", "95 % of the mean", "each seed"];
  return markdownTable(
    [...titles, ...(learnedFrom > 0 ? ["rule not learned"] : []), ...(paper ? ["paper", "same sign"] : [])],
    rows.map(({ cell, base, pairs, unlearned }) => {
      const differences = pairs.map(({ difference }) => difference);
      const { mean, low, high } = pairs.length === 0 ? nothing : meanInterval(differences);
      return [
        settingOf(cell, cells),
        `${cell.encoding} minus ${base.encoding}`,
        `${pairs.length} of ${Math.min(cell.planned, base.planned)}`,
        points(mean),
        low === null ? none : `${points(low)} to ${points(high)}`,
        pairs.map(({ difference }) => points(difference)).join(", ") || none,
        ...(learnedFrom > 0 ? [String(unlearned)] : []),
        ...(paper ? besidePaper(cell, base, { low, high }) : []),
      ];
    }),
  );
}

const nothing = { mean: null, low: null, high: null };

/** The paper's difference of means, and whether ours has its sign, where our seeds decide that. */
function besidePaper({ task, encoding }, base, { low, high }) {
  const [own, others] = [encoding, base.encoding].map((name) => paperResults[task]?.[name]?.mean);
  if (own === undefined || others === undefined) return [none, none];
  const decided = low !== null && low * high > 0;
  return [points((own - others) / 100), decided ? (low > 0 === own > others ? "yes" : "no") : "not decided"];
}
