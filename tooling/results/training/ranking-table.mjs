/** Choices of wavelengths, setting by setting, by what they add to the scaling as it is over the seeds that both have. */
import { meanInterval } from "@resonance-rope/posgen";
import { markdownTable } from "../markdown-table.mjs";
import { none, percent, points, settingOf } from "./format.mjs";
import { pairedDifferences } from "./paired-differences.mjs";

export function rankingTable(cells) {
  const settings = [...new Set(cells.map((cell) => settingOf(cell, cells)))];
  return markdownTable(
    ["task", "encoding", "pairs", "points", "each seed", "OOD", "ID"],
    settings.flatMap((setting) =>
      cells
        .filter((cell) => settingOf(cell, cells) === setting)
        .map((cell) => ({ cell, gain: gainOf(cell, cells) }))
        .toSorted((a, b) => (b.gain.mean ?? -Infinity) - (a.gain.mean ?? -Infinity))
        .map(({ cell, gain }) => [
          setting,
          cell.encoding,
          String(gain.differences.length),
          points(gain.mean),
          gain.differences.map((difference) => points(difference)).join(", ") || none,
          percent(meanOf(cell, "oodAccuracy"), 1),
          percent(meanOf(cell, "idAccuracy"), 1),
        ]),
    ),
  );
}

/** Nothing is added to the scaling as it is: its own gain is 0 on each seed. */
function gainOf(cell, cells) {
  const [found] = pairedDifferences(cells, cell.wavelengths, "as-scaled").filter(({ cell: own }) => own === cell);
  const differences = (found?.pairs ?? []).map(({ difference }) => difference);
  return { differences, mean: differences.length === 0 ? null : meanInterval(differences).mean };
}

const meanOf = ({ runs }, field) =>
  runs.length === 0 ? null : meanInterval(runs.map(({ result }) => result[field])).mean;
