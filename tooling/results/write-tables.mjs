/**
 * Writes the tables of results/ between the markers of their pages, from the records beside them:
 *
 *     pnpm --filter @resonance-rope/results tables
 *
 * With --check it writes nothing and fails where a page does not say what its records say.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { languageModelTables } from "./language-model-tables.mjs";

const results = fileURLToPath(new URL("../../results/", import.meta.url));
const check = process.argv.includes("--check");

const pages = [{ page: "smollm2/README.md", tables: await languageModelTables(`${results}smollm2/`) }];

for (const { page, tables } of pages) {
  const path = results + page;
  const before = readFileSync(path, "utf8");
  let after = before;
  for (const [name, lines] of Object.entries(tables)) {
    const [start, end] = [`<!-- table: ${name} -->`, "<!-- end of table -->"];
    const [head, rest] = after.split(`${start}\n`);
    if (rest === undefined) throw new Error(`${page} has no marker ${start}`);
    after = [head, `${start}\n`, "\n", lines.join("\n"), "\n\n", rest.slice(rest.indexOf(end))].join("");
  }
  if (check && after !== before) {
    process.stderr.write(
      `results/${page} does not say what its records say: run pnpm --filter @resonance-rope/results tables\n`,
    );
    process.exitCode = 1;
  }
  if (!check) writeFileSync(path, after);
}
