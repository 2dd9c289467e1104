/**
 * Writes the tables of the project's measurements between the markers of their pages, and their figures, from the
 * records in results/:
 *
 *     node tooling/results/write-tables.mjs
 *
 * With --check it writes nothing and fails where a page or a figure does not say what its records say. A page takes
 * any table by its name, `<!-- table: table-1, accuracy -->`; one that is not there yet is begun from trainings.mjs
 * once its first run is.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { fillMarkers } from "./fill-markers.mjs";
import { finetuningTables } from "./finetuning-tables.mjs";
import { languageModelTables } from "./language-model-tables.mjs";
import { beginPage } from "./training/begin-page.mjs";
import { farTokensTable } from "./training/far-tokens-table.mjs";
import { firstTokenTable } from "./training/first-token-table.mjs";
import { gapCorrelationTable, gapMeasureTable } from "./training/gap-tables.mjs";
import { progressTable } from "./training/progress-table.mjs";
import { figuresOf, readTrainings, tablesOf } from "./training/read-trainings.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const check = process.argv.includes("--check");

const trainings = await readTrainings(root);
const begun = trainings.filter(({ done }) => done > 0);
const cells = begun.flatMap((training) => training.cells);
const tables = {
  ...(await languageModelTables(`${root}results/smollm2/`)),
  ...(await finetuningTables(`${root}results/smollm2-finetuned/`)),
  "runs done": () => progressTable(trainings),
  ...tablesOf(trainings),
  "shortcut, first token": () => firstTokenTable(cells),
  "shortcut, far tokens": () => farTokensTable(cells, JSON.parse(read("results/shortcut/far-tokens.json"))),
  "gap, correlation": () => gapCorrelationTable(cells),
  "gap, measures": () => gapMeasureTable(cells),
};

for (const training of begun) {
  const page = `results/${training.folder}/README.md`;
  write(page, fillMarkers(page, read(page) ?? beginPage(training), tables));
  for (const [name, svg] of Object.entries(figuresOf(training))) write(`results/${training.folder}/${name}.svg`, svg);
}
for (const page of [
  "results/README.md",
  "results/gap-measures.md",
  "results/smollm2/README.md",
  "results/smollm2-finetuned/README.md",
  "docs/reproduction.md",
])
  write(page, fillMarkers(page, read(page), tables));

function read(page) {
  return existsSync(root + page) ? readFileSync(root + page, "utf8") : null;
}

function write(page, text) {
  if (!check) writeFileSync(root + page, text);
  else if (read(page) !== text) {
    process.stderr.write(`${page} does not say what its records say: run node tooling/results/write-tables.mjs\n`);
    process.exitCode = 1;
  }
}
