/** `resonance-report build`. */
import type { Command } from "commander";
import { buildReport } from "../build-report.js";

interface BuildFlags {
  readonly runs: readonly string[];
  readonly out: string;
  readonly json?: true;
}

export function addBuildCommand(program: Command): void {
  program
    .command("build")
    .description("Write the report of a folder of runs: HTML files that open without a server or a network")
    .requiredOption("--runs <dir...>", "folders that hold run folders; those of the first come first")
    .requiredOption("--out <dir>", "the folder to write index.html and the pages beside it to")
    .option("--json", "print one JSON document: the pages written and the number of runs used")
    .addHelpText("after", "\nExample:\n  $ npx resonance-report build --runs runs --out report")
    .action(async ({ runs, out, json }: BuildFlags) => {
      const { pages, records, unused } = await buildReport(runs, out);
      for (const { folder, reason } of unused) process.stderr.write(`not used  ${folder}: ${reason}\n`);
      if (json === true) process.stdout.write(`${JSON.stringify({ pages, records, unused }, null, 2)}\n`);
      else process.stderr.write(`report  ${pages[0]}  (pages: ${pages.length}, runs used: ${records})\n`);
    });
}
