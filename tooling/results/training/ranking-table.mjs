/** Choices of wavelengths by what they add to the scaling as it is, over all tasks and seeds that both have. */
import { meanInterval } from "@resonance-rope/posgen";
import { markdownTable } from "../markdown-table.mjs";
import { none, percent, points } from "./format.mjs";
import { pairedDifferences } from "./paired-differences.mjs";

export function rankingTable(cells) {
  const tasks = [...new Set(cells.map(({ task }) => task))];
  const choices = [...new Set(cells.map(({ wavelengths }) => wavelengths))];
  const ranked = choices
    .map((choice) => {
      const own = cells.filter(({ wavelengths }) => wavelengths === choice);
      const pairs = pairedDifferences(cells, choice, "as-scaled").flatMap((found) => found.pairs);
      const differences = pairs.map(({ difference }) => difference);
      return { own, differences, mean: pairs.length === 0 ? null : meanInterval(differences).mean };
    })
    .toSorted((a, b) => (b.mean ?? -Infinity) - (a.mean ?? -Infinity));
  return markdownTable(
    ["encoding", "pairs", "points", "lowest", "highest", ...tasks.map((task) => `${task}: OOD (ID)`)],
    ranked.map(({ own, differences, mean }) => [
      own[0].encoding,
      String(differences.length),
      points(mean),
      differences.length === 0 ? none : points(Math.min(...differences)),
      differences.length === 0 ? none : points(Math.max(...differences)),
      ...tasks.map((task) => accuracies(own.find((cell) => cell.task === task)?.runs ?? [])),
    ]),
  );
}

function accuracies(runs) {
  if (runs.length === 0) return none;
  const mean = (field) => percent(meanInterval(runs.map(({ result }) => result[field])).mean, 1);
  return `${mean("oodAccuracy")} (${mean("idAccuracy")})`;
}
