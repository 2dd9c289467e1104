/**
 * The pages of the project's own trainings: a plan of that name in plans/, its runs in results/<folder>/runs. A page
 * shows the tables of its own plan, and with `beside` the cells of others that have its tasks and settings.
 */
import { accuracyTable } from "./training/accuracy-table.mjs";
import { differenceTable } from "./training/difference-table.mjs";
import { jumpTable } from "./training/jump-table.mjs";
import { learningCurveTable } from "./training/learning-curve-table.mjs";
import { rankingTable } from "./training/ranking-table.mjs";

const resonance = [["nearest-integer", "as-scaled"]];
/** Of Table 1's grid, or of other choices of wavelengths over it. */
const gridTables = (comparisons, { paper = false } = {}) => ({
  "learning curves": learningCurveTable,
  jumps: jumpTable,
  accuracy: (cells) => accuracyTable(cells, { paper }),
  differences: (cells) => differenceTable(cells, { comparisons, paper }),
});
const asInThePaper = gridTables(resonance, { paper: true });

export const trainings = [
  { folder: "table-1", title: "Table 1, as the paper's text sets it", tables: asInThePaper },
  { folder: "table-1-released-code", title: "Table 1, as the released code sets it", tables: asInThePaper },
  { folder: "paper-preset", title: "Table 1 at the paper's width, a sixth of its steps", tables: asInThePaper },
  {
    folder: "rational-wavelengths",
    title: "The best rational wavelength in place of the integer",
    beside: ["table-1"],
    tables: gridTables([
      ["best-rational", "as-scaled"],
      ["best-rational", "nearest-integer"],
    ]),
  },
  {
    folder: "wavelengths-screen",
    title: "Choices of wavelengths, a first look",
    tables: { "learning curves": learningCurveTable, ranking: rankingTable },
  },
  {
    folder: "best-of-screen",
    title: "Two of the screen's choices over Table 1's grid",
    beside: ["table-1"],
    tables: gridTables(
      ["as-scaled", "nearest-integer"].flatMap((base) => [
        ["divisors-of:5040", base],
        ["coprime", base],
      ]),
    ),
  },
  {
    folder: "shortcut",
    title: "Rules with and without the shortcut",
    beside: ["table-1", "rational-wavelengths"],
    tables: {
      "learning curves": learningCurveTable,
      accuracy: (cells) => accuracyTable(cells),
      // Below this in distribution a run has not learned its rule; the sum's ceiling is 98.4 % without its first token.
      differences: (cells) =>
        differenceTable(cells, { comparisons: [...resonance, ["best-rational", "as-scaled"]], learnedFrom: 0.95 }),
    },
  },
];
